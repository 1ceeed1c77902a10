namespace Ramus.Contract.Admission;

/// <summary>
/// What the webhook adds to pods and how strict it is; the file <c>config.json</c> of a ConfigMap, described in
/// docs/webhook.md. The format of network-resources-injector's <c>nri-control-switches</c> is a part of it.
/// </summary>
public sealed record InjectionSettings
{
    /// <summary>Nothing is injected unasked.</summary>
    public static InjectionSettings Default { get; } = new();

    /// <summary>Files with the huge pages of each container in /etc/podnetinfo.</summary>
    public bool HugePageFiles { get; init; }

    /// <summary>Add what networks need to what the container asks for, instead of making up the rest.</summary>
    public bool HonorExistingResources { get; init; }

    /// <summary>Annotations for pods with a label, by the label's key.</summary>
    public IReadOnlyList<LabelInjection> Injections { get; init; } = [];

    /// <summary>Networks for pods by namespace and label, in their order.</summary>
    public IReadOnlyList<AttachmentRule> Attachments { get; init; } = [];

    /// <summary>Whether injected networks take the place of the pod's own list instead of following it.</summary>
    public bool ReplacesNetworks { get; init; }

    /// <summary>How many networks a pod may have.</summary>
    public int MostNetworks { get; init; } = LargestMostNetworks;

    /// <summary>Whether a network's node selector replaces another value of the pod's instead of refusing.</summary>
    public bool NetworkSelectorWins { get; init; }

    /// <summary>Whether a pod is let through when its networks cannot be looked up.</summary>
    public bool AllowsFailedLookup { get; init; }

    /// <summary>Whether a network-status that a pod is created with is removed instead of refused.</summary>
    public bool RemovesForgedStatus { get; init; }

    /// <summary>
    /// Whether pods keep away from nodes that, when they are made, cannot run one of their networks. They keep that for
    /// good.
    /// </summary>
    public bool AvoidsNodesWithoutNetwork { get; init; }

    /// <summary>Resources that are claimed by a ResourceClaimTemplate of this name instead of requested.</summary>
    public IReadOnlyDictionary<string, string> ResourceClaimTemplates { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The annotation cannot hold more.</summary>
    internal static int LargestMostNetworks => 64;
}
