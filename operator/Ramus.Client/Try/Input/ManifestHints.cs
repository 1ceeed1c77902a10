using System.Text.Json;
using Ramus.Client.Manifests;
using Ramus.Contract.Selection;
using Ramus.Validation;

namespace Ramus.Client.Try.Input;

/// <summary>Finds mistakes in manifests that an API server accepts silently, or refuses without a hint.</summary>
internal static class ManifestHints
{
    private static readonly string[] Read =
        ["NetworkAttachmentDefinition", "Pod", "ConfigMap", "List", .. Workload.All.Select(static kind => kind.Kind)];

    // Other projects use the API group of networks too.
    private static readonly string[] OthersOfGroup = ["IPAMClaim", "MultiNetworkPolicy"];

    /// <summary>The mistakes in an object whose kind is not read.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="isOfNetworks">Whether its API group is that of networks.</param>
    public static IEnumerable<string> OfIgnored(string kind, bool isOfNetworks) =>
        Meant(kind, isOfNetworks) is { } meant && kind != meant
            ? [$"ignored an object of the unknown kind '{kind}'; did you mean '{meant}'?"]
            : [];

    private static string? Meant(string kind, bool isOfNetworks) =>
        isOfNetworks && !OthersOfGroup.Contains(kind)
            ? "NetworkAttachmentDefinition"
            : MeantKind.Of(kind, Read);

    /// <summary>The annotations of an object with a pod template that have no effect where they are.</summary>
    public static IEnumerable<string> OfWorkload(Workload workload, JsonElement o) =>
        MisspeltAnnotations.OnWorkload(PodReader.AnnotationKeys(o), workload).Concat(workload.OuterIn(o) is { } outer
            ? MisspeltAnnotations.OnOuterTemplate(PodReader.AnnotationKeys(outer), workload)
            : []);
}
