namespace Ramus.Contract.Admission;

/// <summary>
/// The webhook's settings: the additions to pods, and how strict the webhook is. They are the file
/// <c>config.json</c> of a ConfigMap, described in docs/webhook.md, whose format contains that of
/// network-resources-injector's <c>nri-control-switches</c>.
/// </summary>
public sealed record InjectionSettings
{
    /// <summary>The default: the webhook adds only what a pod's own annotations need.</summary>
    public static InjectionSettings Default { get; } = new();

    /// <summary>Whether /etc/podnetinfo also has files with the huge pages of each container.</summary>
    public bool HugePageFiles { get; init; }

    /// <summary>
    /// Whether the networks' resource requests are added to the container's own requests; otherwise the container's
    /// requests count towards the networks' need.
    /// </summary>
    public bool HonorExistingResources { get; init; }

    /// <summary>Annotations to add to pods that have a certain label.</summary>
    public IReadOnlyList<LabelInjection> Injections { get; init; } = [];

    /// <summary>Rules that add networks to pods by namespace and label, in the order of the file.</summary>
    public IReadOnlyList<AttachmentRule> Attachments { get; init; } = [];

    /// <summary>Whether injected networks replace the pod's own list; otherwise they are appended to it.</summary>
    public bool ReplacesNetworks { get; init; }

    /// <summary>The largest number of networks that a pod may have.</summary>
    public int MostNetworks { get; init; } = LargestMostNetworks;

    /// <summary>
    /// Whether a network's node selector replaces a conflicting one of the pod; otherwise the pod is refused.
    /// </summary>
    public bool NetworkSelectorWins { get; init; }

    /// <summary>Whether a pod is admitted when its networks cannot be looked up.</summary>
    public bool AllowsFailedLookup { get; init; }

    /// <summary>Whether the annotations of attached pods are removed from a new pod; otherwise it is refused.</summary>
    public bool RemovesForgedStatus { get; init; }

    /// <summary>
    /// Whether a new pod gets a node affinity that excludes the nodes whose labels say that they cannot run one of its
    /// networks.
    /// </summary>
    public bool AvoidsNodesWithoutNetwork { get; init; }

    /// <summary>
    /// Names of ResourceClaimTemplates by resource name; such resources are claimed instead of requested.
    /// </summary>
    public IReadOnlyDictionary<string, string> ResourceClaimTemplates { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The limit of the networks annotation itself.</summary>
    internal static int LargestMostNetworks => 64;
}
