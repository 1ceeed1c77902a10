using Ramus.Validation;
using Ramus.Validation.Rules;

namespace Ramus.Client.Check.Findings;

/// <summary>
/// The rules for manifests and pods, beside the rules for networks of <see cref="RuleBook"/>.
/// docs/kubectl-ramus.md shows the same list; a test compares the two.
/// </summary>
internal static class CheckRules
{
    public static readonly Rule Yaml = Error("manifest-yaml", "The file must be YAML or JSON.");

    public static readonly Rule Template = Warning(
        "manifest-template", "A Helm template must be rendered before it is checked.");

    public static readonly Rule Object = Error(
        "manifest-object", "Each document must be a Kubernetes object with apiVersion, kind and metadata.name.");

    public static readonly Rule KeyTwice = Error(
        "manifest-key-twice",
        "A key must occur only once in a mapping; API servers from Kubernetes 1.25 refuse the object.");

    public static readonly Rule ObjectTwice = Warning(
        "manifest-object-twice",
        "A file should define an object only once; the later definition replaces the earlier one.");

    public static readonly Rule Kind = Warning(
        "kind-misspelt", "A kind that is similar to a kind with networks or pods is probably misspelt.");

    public static readonly Rule NetworkVersion = Error(
        "network-api-version", "A network must be a NetworkAttachmentDefinition of k8s.cni.cncf.io/v1.");

    public static readonly Rule ConfigText = Error(
        "network-config-text", "The configuration of a network must be a string with JSON, in spec.config.");

    public static readonly Rule AnnotationText = Error(
        "annotation-text", "The value of an annotation must be a string: numbers, true and false need quotes.");

    public static readonly Rule AnnotationMisspelt = Warning(
        "annotation-misspelt", "An annotation whose key is misspelt, or unknown to Ramus, has no effect.");

    public static readonly Rule AnnotationPlace = Error(
        "annotation-place",
        "An annotation of a pod has no effect on a Deployment or another object that creates pods; it belongs in "
        + "the pod template.");

    public static readonly Rule AnnotationOutside = Error(
        "annotation-outside", "An annotation has an effect only in metadata.annotations.");

    public static readonly Rule AnnotationLabel = Warning(
        "annotation-label", "An annotation has no effect as a label.");

    public static readonly Rule PodAnnotation = Error(
        "pod-annotation", "The annotations by which a pod selects networks must follow the standard's grammar.");

    public static readonly Rule PodKey = Warning(
        "pod-key-unknown", "An unknown key in an element of the annotation is ignored.");

    public static readonly Rule PodConflict = Error(
        "pod-conflict",
        "Two networks of a pod must not request the same interface, MAC address or IP address, or use an interface of "
        + "the node that only one of them can use.");

    public static readonly Rule PodRequest = Warning(
        "pod-request", "A pod should request from a network only settings that one of its plugins accepts.");

    public static readonly Rule PodInterface = Warning(
        "pod-interface-taken", "A requested interface name should not be one that Ramus gives to another network.");

    public static readonly Rule PodStatus = Error(
        "pod-status-forged", "A new pod must not have an annotation that only Ramus writes.");

    public static readonly Rule PodHostNetwork = Warning(
        "pod-host-network", "A pod with hostNetwork gets no networks.");

    public static readonly Rule PodTarget = Error(
        "pod-target-container", "The target container must be a container that runs as long as the pod.");

    public static readonly Rule NetworkMissing = Warning(
        "network-missing",
        "The name of a selected network is probably misspelt if the files have only a network with a similar name.");

    public static readonly Rule AddressTwice = Error(
        "address-twice", "Two pods must not request the same IP address or MAC address of a network.");

    public static readonly Rule AddressShared = Warning(
        "address-shared", "Only one pod should use a network that gives every pod the same address.");

    public static readonly Rule AddressRollout = Warning(
        "address-rollout",
        "A Deployment whose pod requests an address needs strategy Recreate, because a rollout starts the new pod "
        + "first.");

    public static readonly Rule AddressOverlap = Warning(
        "address-overlap", "The networks of a pod should not have address ranges that overlap.");

    /// <summary>Every rule, sorted by id.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. ((Rule[])
        [
            Yaml, Template, Object, KeyTwice, ObjectTwice, Kind, NetworkVersion, ConfigText, AnnotationText,
            AnnotationMisspelt, AnnotationPlace, AnnotationOutside, AnnotationLabel, PodAnnotation, PodKey, PodConflict,
            PodRequest, PodInterface,
            PodStatus, PodHostNetwork, PodTarget, NetworkMissing, AddressTwice, AddressShared, AddressRollout,
            AddressOverlap,
        ]).OrderBy(static rule => rule.Id, StringComparer.Ordinal),
    ];

    /// <summary>The rule with an id, of these or of those for networks; null when there is none.</summary>
    public static Rule? Find(string id) => All.FirstOrDefault(rule => rule.Id == id) ?? RuleBook.Find(id);

    private static Rule Error(string id, string sentence) => new(id, Severity.Error, sentence);

    private static Rule Warning(string id, string sentence) => new(id, Severity.Warning, sentence);
}
