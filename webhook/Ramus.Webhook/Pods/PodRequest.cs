using Ramus.Contract.Admission;
using Ramus.Contract.Selection;
using Ramus.Webhook.Networks;

namespace Ramus.Webhook.Pods;

/// <summary>All inputs for the decision about one pod.</summary>
internal sealed record PodRequest(
    PodJson Pod,
    string Key,
    PodAnnotations Annotations,
    IReadOnlyList<RequestedNetwork> Selected,
    IReadOnlyDictionary<NetworkKey, NetworkFinding> Findings)
{
    public PodContext Context { get; init; } = new();

    /// <summary>Warnings about the pod itself.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];

    public InjectionSettings Settings { get; init; } = InjectionSettings.Default;
}
