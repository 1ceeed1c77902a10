using Ramus.Client.Check.Findings;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Client.Check.Judging;

/// <summary>Finds two networks of one pod that cannot use the same interface of the node at the same time.</summary>
/// <param name="networks">The networks of the files.</param>
/// <param name="findings">The findings.</param>
internal sealed class InterfaceCheck(IReadOnlyDictionary<NetworkKey, CheckedNetwork> networks, FindingList findings)
{
    // More networks than a pod can have are a finding of their own.
    private const int Most = 64;

    /// <summary>Checks a pod.</summary>
    public void Check(CheckedPod one)
    {
        var before = new List<(RequestedNetwork Network, InterfaceUse Use)>();
        foreach (var network in one.Selected.Take(Most))
        {
            var uses = UsesOf(network).ToList();
            foreach (var use in uses)
            {
                foreach (var (other, otherUse) in before)
                {
                    if (use.WhyNotWith(otherUse) is { } reason)
                    {
                        findings.Add(
                            CheckRules.PodConflict, one.PlaceOf(network), one.Subject, one.PathOf(network.Annotation),
                            $"the pod's networks {other.Key} and {network.Key} both use '{Quote.Short(use.Name)}', but "
                            + $"{reason}; use different interfaces, or select one of the two");
                        return;
                    }
                }
            }

            before.AddRange(uses.Select(use => (network, use)));
        }
    }

    private IEnumerable<InterfaceUse> UsesOf(RequestedNetwork network)
    {
        try
        {
            return networks.GetValueOrDefault(network.Key)?.Config is { } config
                ? [.. config.Plugins.Select(static plugin => InterfaceUse.Of(plugin.Element)).OfType<InterfaceUse>()]
                : [];
        }
        catch (ContractException)
        {
            // The rules for networks find a value of a wrong type.
            return [];
        }
    }
}
