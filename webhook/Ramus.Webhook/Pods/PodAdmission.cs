using System.Text.Json;
using Ramus.Networks;
using Ramus.Webhook.Admission;
using Ramus.Webhook.Networks;

namespace Ramus.Webhook.Pods;

/// <summary>Gathers what a decision needs, and decides: annotations, then the networks, then the rules.</summary>
/// <param name="networks">Where networks are looked up.</param>
/// <param name="multusNamespace">Where a default network without a namespace is looked up, as on the node.</param>
/// <param name="use">Which networks pods may use, as it is now.</param>
internal sealed class PodAdmission(INetworkLookup networks, string multusNamespace, Func<NetworkUse>? use = null)
{
    public async ValueTask<AdmissionDecision> ReviewAsync(
        JsonElement pod, string podNamespace, CancellationToken cancellationToken)
    {
        var podKey = $"pod in namespace {podNamespace}";
        try
        {
            var json = PodJson.Read(pod);
            podKey = $"pod {podNamespace}/{json.Name}";
            if (PodNetworks.Read(json, podNamespace, multusNamespace) is not { } selected)
            {
                return AdmissionDecision.Ignored;
            }

            if (RefuseUse(selected, podNamespace) is { } reason)
            {
                return AdmissionDecision.Refuse(DecisionOutcome.ForbiddenNetwork, $"{podKey}: {reason}");
            }

            var findings = await GatherAsync(selected, cancellationToken).ConfigureAwait(false);
            return PodMutation.Decide(json, podKey, selected, findings);
        }
        catch (ContractException e)
        {
            return AdmissionDecision.Refuse(DecisionOutcome.BadAnnotation, $"{podKey}: {e.Message}");
        }
        catch (FormatException e)
        {
            return AdmissionDecision.Refuse(DecisionOutcome.UndecodablePod, $"{podKey}: {e.Message}");
        }
    }

    // Both annotations, as on the node: else a tenant takes a foreign network for its eth0.
    private string? RefuseUse(IReadOnlyList<SelectedNetwork> selected, string podNamespace) =>
        use is null
            ? null
            : selected.Select(network => use().Refuse(network.Key, podNamespace))
                .FirstOrDefault(static reason => reason is not null);

    private async ValueTask<Dictionary<NetworkKey, NetworkFinding>> GatherAsync(
        IReadOnlyList<SelectedNetwork> selected, CancellationToken cancellationToken)
    {
        var findings = new Dictionary<NetworkKey, NetworkFinding>();
        foreach (var key in selected.Select(static network => network.Key).Distinct())
        {
            var finding = await networks.FindAsync(key, cancellationToken).ConfigureAwait(false);
            findings[key] = finding;

            // The first failure decides. Going on would let one pod with a thousand wrong names ask the API server
            // a thousand times.
            if (finding is not NetworkFinding.Found)
            {
                break;
            }
        }

        return findings;
    }
}
