using System.Net;
using System.Text.Json;
using Ramus.Attachers.Addresses;
using Ramus.Attachers.Ipam.HostLocal;
using Ramus.Attachments.Record;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Hints;

/// <summary>Hints about addresses of host-local, from its leases on this node and the network's ranges.</summary>
internal sealed class HostLocalHints(RecordStore store, AttachmentRecord record)
{
    private const int MostLeases = 1 << 16;

    /// <summary>The hint for an attachment whose IPAM plugin is host-local; null for none.</summary>
    /// <param name="attachment">The attachment.</param>
    /// <param name="ipam">The 'ipam' of its plugin.</param>
    public string? Find(Attachment attachment, JsonElement ipam)
    {
        if (HostLocalLeases.DirectoryOf(attachment.Config.Name, ipam) is not { } directory)
        {
            return null;
        }

        var leases = HostLocalLeases.Read(directory, MostLeases);
        if (leases.Values.Any(owner => HostLocalLeases.IsOf(owner, record.ContainerId, attachment.Interface)))
        {
            // The address is allocated, so another plugin of the chain failed.
            return null;
        }

        var sets = HasOtherRanges(attachment) ? [] : SetsOf(ipam);
        return OfRequested(attachment, leases, sets)
            ?? sets.Select(set => OfExhausted(set, leases)).FirstOrDefault(static hint => hint is not null);
    }

    private string? OfRequested(
        Attachment attachment,
        IReadOnlyDictionary<IPAddress, (string Container, string Interface)> leases,
        IReadOnlyList<RangeSet> sets)
    {
        foreach (var address in Requested(attachment))
        {
            if (leases.TryGetValue(address, out var owner))
            {
                return $"address {address} is allocated to " + (owner.Container == record.ContainerId
                    ? "another interface of this pod: request another address"
                    : $"{NameOf(owner.Container)}: request another address, or delete that pod");
            }

            if (sets.Any(set => set.Ranges.Any(range => range.Gateway == Ip.Of(address))))
            {
                return $"address {address} is the gateway of the network's range, which host-local gives to no pod: "
                    + "request another address";
            }

            if (sets.Count > 0 && !sets.Any(set => CanAllocate(set, address)))
            {
                var ranges = string.Join(", ", sets.SelectMany(static set => set.Ranges));
                return $"address {address} is in no range of the network, which has {ranges}: request another address, "
                    + "or extend the network's ranges";
            }
        }

        return null;
    }

    private static string? OfExhausted(
        RangeSet set,
        IReadOnlyDictionary<IPAddress, (string Container, string Interface)> leases)
    {
        var size = set.Ranges.Aggregate(UInt128.Zero, static (sum, range) => sum + range.Count);
        var taken = leases.Keys.Count(address => CanAllocate(set, address));
        return (UInt128)taken >= size
            ? $"no address of {string.Join(", ", set.Ranges)} is free on this node: enlarge the range in the network's "
                + "'ipam', or delete pods that use it"
            : null;
    }

    private static bool CanAllocate(RangeSet set, IPAddress address) =>
        Ip.Of(address) is var ip && set.Ranges.Any(range => range.CanAllocate(ip));

    // Empty when host-local refuses the ranges: its own message says why.
    private static IReadOnlyList<RangeSet> SetsOf(JsonElement ipam)
    {
        try
        {
            return HostLocalConfig.ReadSets(ipam);
        }
        catch (Exception refusal) when (refusal is CniException or ContractException)
        {
            return [];
        }
    }

    private string NameOf(string containerId) =>
        OtherPod.NameOf(record.Pod, ContainerId.IsValid(containerId) ? store.FindUsable(containerId)?.Pod : null)
            ?? $"container {containerId}";

    private static IEnumerable<IPAddress> Requested(Attachment attachment) => attachment.CapabilityArgs is { } arguments
        ? arguments.ItemsOf("ips")
            .Select(static ip => IPAddress.TryParse(ip.ToString().Split('/')[0], out var address) ? address : null)
            .OfType<IPAddress>()
        : [];

    // The runtime gives ranges of its own with this capability.
    private static bool HasOtherRanges(Attachment attachment) =>
        attachment.CapabilityArgs is { } arguments && arguments.TryGetKey("ipRanges", out _);
}
