using Ramus.Contract.Admission;
using Ramus.Contract.Selection;
using Ramus.Webhook.Networks;

namespace Ramus.Webhook.Pods;

/// <summary>Everything that the decision about one pod depends on.</summary>
internal sealed record PodRequest(
    PodJson Pod,
    string Key,
    PodAnnotations Annotations,
    IReadOnlyList<RequestedNetwork> Selected,
    IReadOnlyDictionary<NetworkKey, NetworkFinding> Findings)
{
    public PodContext Context { get; init; } = new();

    public InjectionSettings Settings { get; init; } = InjectionSettings.Default;
}
