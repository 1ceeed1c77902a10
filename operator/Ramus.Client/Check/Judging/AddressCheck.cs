using Ramus.Client.Check.Findings;
using Ramus.Contract.Selection;
using Ramus.Validation;
using Ramus.Validation.Rules;

namespace Ramus.Client.Check.Judging;

/// <summary>Finds addresses that two pods would get, or that one pod would get twice.</summary>
/// <param name="networks">The networks of the files.</param>
/// <param name="findings">The findings.</param>
internal sealed class AddressCheck(IReadOnlyDictionary<NetworkKey, CheckedNetwork> networks, FindingList findings)
{
    private readonly Dictionary<(NetworkKey Network, string Address), CheckedPod> requested = [];
    private readonly Dictionary<NetworkKey, CheckedPod> users = [];

    /// <summary>Checks a pod together with the pods before it.</summary>
    public void Check(CheckedPod one)
    {
        foreach (var network in one.Selected)
        {
            CheckRequested(one, network);
            CheckRanges(one, network);
            CheckFixed(one, network);
        }

        CheckOverlaps(one);
    }

    private void CheckRequested(CheckedPod one, RequestedNetwork network)
    {
        var selection = network.Selection;
        var addresses = selection.Addresses.Select(static address => ("address", address.ToString()))
            .Concat(selection.Mac is { } mac ? [("MAC address", mac)] : []).ToList();
        foreach (var (what, value) in addresses)
        {
            if (!requested.TryAdd((network.Key, value), one) && requested[(network.Key, value)] is var other
                && other != one)
            {
                Add(
                    CheckRules.AddressTwice, one, network,
                    $"{other.Subject} ({other.PlaceOf(network)}) requests the {what} {value} of network {network.Key} "
                    + $"too; request another {what}");
            }
        }

        if (addresses.Count == 0)
        {
            return;
        }

        var (kind, first) = addresses[0];
        var copies = one.Pod.Copies;
        if (copies.Most > 1)
        {
            Add(
                CheckRules.AddressTwice, one, network,
                $"every pod requests the {kind} {first} of network {network.Key}, and {copies.Reason}; let the network "
                + "choose the addresses, or create one pod");
        }
        else if (copies.IsReplacedFirst)
        {
            Add(
                CheckRules.AddressRollout, one, network,
                $"the pod requests the {kind} {first} of network {network.Key}, and a rollout starts the new pod "
                + "while the old one still has it; write strategy: {type: Recreate}");
        }
    }

    // host-local gives no address outside of its ranges; other IPAM plugins accept any.
    private void CheckRanges(CheckedPod one, RequestedNetwork network)
    {
        if (networks.GetValueOrDefault(network.Key) is not { Config: { } config } known || known.IsPerNode
            || !config.Plugins.All(static plugin => plugin.IpamType is null or "host-local"
                && !plugin.Capabilities.Contains("ipRanges")))
        {
            return;
        }

        var ranges = known.Ranges;
        if (ranges.Count > 0 && network.Selection.Addresses
            .FirstOrDefault(address => !ranges.Any(range => range.Contains(address))) is { } outside)
        {
            Add(
                CheckRules.PodRequest, one, network,
                $"address {outside} is in no range of network {network.Key}, which has "
                + $"{string.Join(", ", ranges.Select(static range => $"{range.First}-{range.Last}"))}; request another "
                + "address, or extend the network's ranges");
        }
    }

    private void CheckFixed(CheckedPod one, RequestedNetwork network)
    {
        if (network.Selection.Ips.Count > 0 || !networks.TryGetValue(network.Key, out var known)
            || known.Ranges.FirstOrDefault(static range => range.IsFixed) is not { } fixedRange)
        {
            return;
        }

        var isFirst = users.TryAdd(network.Key, one);
        var other = users[network.Key];
        if (!isFirst && other == one)
        {
            Add(
                CheckRules.AddressShared, one, network,
                $"the pod selects network {network.Key} twice, and the network gives every interface the address "
                + $"{fixedRange.Text}; use an IPAM plugin that allocates addresses, or select the network once");
        }
        else if (!isFirst)
        {
            Add(
                CheckRules.AddressShared, one, network,
                $"network {network.Key} gives every pod the address {fixedRange.Text}, and {other.Subject} "
                + $"({other.PlaceOf(network)}) uses it too; use a network per pod, or an IPAM plugin that allocates");
        }
        else if (one.Pod.Copies is { Most: > 1 } copies)
        {
            Add(
                CheckRules.AddressShared, one, network,
                $"network {network.Key} gives every pod the address {fixedRange.Text}, and {copies.Reason}; use an "
                + "IPAM plugin that allocates addresses");
        }
    }

    private void CheckOverlaps(CheckedPod one)
    {
        var ranges = one.Selected.DistinctBy(static network => network.Key)
            .Where(network => networks.ContainsKey(network.Key))
            .SelectMany(network => networks[network.Key].Ranges.Select(range => (Network: network, Range: range)))
            .ToList();
        var told = new HashSet<(NetworkKey, NetworkKey)>();
        for (var i = 0; i < ranges.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (first, second) = (ranges[j], ranges[i]);
                if (first.Network != second.Network && first.Range.Book != second.Range.Book
                    && first.Range.Overlaps(second.Range) && told.Add((first.Network.Key, second.Network.Key)))
                {
                    Add(CheckRules.AddressOverlap, one, second.Network, Overlap(first, second));
                }
            }
        }
    }

    private static string Overlap(
        (RequestedNetwork Network, AddressRange Range) first, (RequestedNetwork Network, AddressRange Range) second) =>
        $"the pod can get the same address twice: {first.Range.Text} of network {first.Network.Key} and "
        + $"{second.Range.Text} of network {second.Network.Key} overlap; use separate ranges";

    private void Add(Rule rule, CheckedPod one, RequestedNetwork network, string message) =>
        findings.Add(rule, one.PlaceOf(network), one.Subject, one.PathOf(network.Annotation), message);
}
