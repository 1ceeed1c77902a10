using Ramus.Attachers.Addresses;
using Ramus.Attachers.Calls;
using Ramus.Contract.Cni;

namespace Ramus.Attachers.Ipam.HostLocal;

/// <summary>ADD: gives an attachment one address of each range set.</summary>
internal sealed class Allocation(PluginRequest request, HostLocalConfig config, LeaseStore store)
{
    private readonly HashSet<string> taken = store.Files();
    private readonly List<string> reserved = [];
    private IReadOnlyList<Ip>? own;

    /// <summary>Allocates; a failure releases what was allocated before.</summary>
    /// <exception cref="CniException">
    /// No address is free, a requested address is not available, or the attachment has addresses already.
    /// </exception>
    public IReadOnlyList<ResultAddress> Run()
    {
        try
        {
            var requested = config.Requested.Distinct().ToList();
            var addresses = config.Sets.Select((set, index) => Allocate(set, index, requested)).ToList();
            return requested.Count == 0
                ? addresses
                : throw PluginFailure.Of($"failed to allocate all requested IPs: {string.Join(' ', requested)}");
        }
        catch
        {
            reserved.ForEach(store.Release);
            throw;
        }
    }

    private ResultAddress Allocate(RangeSet set, int index, List<Ip> requested)
    {
        var wanted = requested.FindIndex(ip => set.Find(ip) is not null);
        if (wanted < 0)
        {
            return AllocateAny(set, index);
        }

        var ip = requested[wanted];
        requested.RemoveAt(wanted);
        var range = set.Find(ip)!;
        if (ip == range.Gateway)
        {
            throw Failed(index, $"requested ip {ip} is subnet's gateway");
        }

        return taken.Contains(ip.ToString())
            ? throw Failed(index, $"requested IP address {ip} is not available in range set {set}")
            : Reserve(ip, range, index);
    }

    private ResultAddress AllocateAny(RangeSet set, int index)
    {
        // Read once, before this command's own leases.
        own ??= [.. store.Find(taken, request.ContainerId, request.IfName).SelectMany(Address)];
        if (own.Any(ip => set.Find(ip) is not null))
        {
            throw Failed(index, $"{own.First(ip => set.Find(ip) is not null)} has been allocated to "
                + $"{request.ContainerId}, duplicate allocation is not allowed");
        }

        foreach (var (ip, range) in set.After(store.LastOf(index)))
        {
            if (!taken.Contains(ip.ToString()))
            {
                return Reserve(ip, range, index);
            }
        }

        throw Failed(index, $"no IP addresses available in range set: {set}");
    }

    private ResultAddress Reserve(Ip ip, AddressRange range, int index)
    {
        store.Reserve(ip, index, request.ContainerId, request.IfName);
        reserved.Add(ip.ToString());
        return new ResultAddress(new IpPrefix(ip, range.Subnet.Length).ToString())
        {
            Gateway = range.Gateway.ToString(),
        };
    }

    private static IEnumerable<Ip> Address(string file) => Ip.TryParse(file, out var ip) ? [ip] : [];

    private static CniException Failed(int index, string reason) =>
        PluginFailure.Of($"failed to allocate for range {index}: {reason}");
}
