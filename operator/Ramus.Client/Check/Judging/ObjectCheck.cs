using Ramus.Client.Check.Findings;
using Ramus.Client.Manifests;
using Ramus.Contract.Json;
using Ramus.Validation.Json;

namespace Ramus.Client.Check.Judging;

/// <summary>The rules for objects of any kind.</summary>
internal static class ObjectCheck
{
    public const string NetworkKind = "NetworkAttachmentDefinition";

    private const string NetworkVersion = "k8s.cni.cncf.io/v1";

    private const string NetworkGroup = "k8s.cni.cncf.io";

    // The groups of the kinds below; a kind of another group belongs to another program.
    private static readonly string[] Groups = ["", "apps", "batch", "extensions", NetworkGroup];

    private static readonly string[] Kinds = [.. PodTemplate.Kinds, NetworkKind];

    // Kinds of these groups, so that none of them counts as misspelt.
    private static readonly string[] OtherKinds =
    [
        "Binding", "ComponentStatus", "ConfigMap", "ControllerRevision", "Endpoints", "Event", "LimitRange",
        "Namespace", "Node", "PersistentVolume", "PersistentVolumeClaim", "ResourceQuota", "Secret", "Service",
        "ServiceAccount",
    ];

    /// <summary>Whether an object is a network that an API server accepts as one.</summary>
    public static bool IsNetwork(ManifestObject one) => one is { Kind: NetworkKind, ApiVersion: NetworkVersion };

    /// <summary>Whether the object is a Kubernetes object at all; adds a finding if not.</summary>
    /// <param name="one">The object.</param>
    /// <param name="isNamed">Whether the user named the file; files of a directory may be anything.</param>
    /// <param name="findings">The findings.</param>
    public static bool IsObject(ManifestObject one, bool isNamed, FindingList findings)
    {
        var missing = one.Kind.Length == 0 ? "kind" : one.ApiVersion.Length == 0 ? "apiVersion" : null;
        if (missing is null)
        {
            return true;
        }

        if (isNamed || one.Kind.Length + one.ApiVersion.Length > 0)
        {
            findings.Add(
                CheckRules.Object, one.Value.Place, "", "",
                one.Value.IsMapping
                    ? $"the object has no {missing}; add it"
                    : "the document is not a Kubernetes object; write one with apiVersion, kind and metadata");
        }

        return false;
    }

    /// <summary>Checks the kind, the version and the name.</summary>
    public static void Check(ManifestObject one, FindingList findings)
    {
        var place = one.Value.At("kind")!.Place;
        if (!IsNetwork(one) && (one.Kind == NetworkKind || (one.Kind == "Network" && IsOfNetworks(one))))
        {
            findings.Add(
                CheckRules.NetworkVersion, one.Value.At("apiVersion")!.Place, Subject.Of(one), "apiVersion",
                $"a {Quote.Short(one.Kind)} of {Quote.Short(one.ApiVersion)} is not a network; write apiVersion: "
                + $"{NetworkVersion} and kind: {NetworkKind}");
        }
        else if (Meant(one) is { } meant)
        {
            findings.Add(
                CheckRules.Kind, place, Subject.Of(one), "kind",
                $"the kind '{Quote.Short(one.Kind)}' is unknown; did you mean '{meant}'?");
        }
        else if (one.Name.Length == 0 && (IsNetwork(one) || PodTemplate.Of(one) is not null))
        {
            var name = one.Value.At("metadata", "name");
            findings.Add(
                CheckRules.Object, name?.Place ?? one.Value.Place, "", "metadata.name",
                name is { Raw: { Length: > 0 } raw }
                    ? $"YAML does not read the name {Quote.Short(raw)} as a string; put it in quotes"
                    : $"the {Quote.Short(one.Kind)} has no name; add metadata.name");
        }
    }

    private static string? Meant(ManifestObject one) =>
        OtherKinds.Contains(one.Kind) || !(Groups.Contains(one.Group) || IsOfNetworks(one))
            ? null
            : MeantKind.Of(one.Kind, Kinds);

    private static bool IsOfNetworks(ManifestObject one) =>
        one.Group.EndsWith("cni.cncf.io", StringComparison.Ordinal)
        || Spelling.Nearest(one.Group, [NetworkGroup]) is not null;
}
