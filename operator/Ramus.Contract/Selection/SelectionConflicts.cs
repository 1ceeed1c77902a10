namespace Ramus.Contract.Selection;

/// <summary>
/// Finds conflicts between all networks of one pod, those of both annotations. The webhook and the plugin refuse the
/// same pods.
/// </summary>
public static class SelectionConflicts
{
    private const string DefaultInterface = "eth0";
    private const string Mac = "MAC address";
    private const string Guid = "InfiniBand GUID";
    private const string Address = "address";

    /// <summary>
    /// The first interface name, hardware address or IP address that two networks request; null: none.
    /// </summary>
    /// <returns>The conflict and its remedy.</returns>
    public static string? Refuse(IReadOnlyList<RequestedNetwork> selected)
    {
        if (selected.Count == 0)
        {
            return null;
        }

        var interfaces = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!selected.Any(network => network.Annotation == Annotations.DefaultNetwork))
        {
            interfaces[DefaultInterface] = "the default network";
        }

        return selected.Select(network => Take(interfaces, "interface", InterfaceOf(network), network))
            .FirstOrDefault(static fault => fault is not null) ?? RefuseAddresses(selected);
    }

    /// <summary>The first hardware address or IP address that two networks request; null: none.</summary>
    /// <returns>The conflict and its remedy.</returns>
    public static string? RefuseAddresses(IEnumerable<RequestedNetwork> selected)
    {
        var taken = new TakenAddresses([], [], []);
        foreach (var network in selected)
        {
            var fault = Take(taken.Macs, Mac, network.Selection.Mac, network)
                ?? Take(taken.Guids, Guid, network.Selection.InfinibandGuid, network)
                ?? TakeAddresses(taken, network)
                ?? (network.Selection.CniArgs is null ? null : TakeArguments(taken, network));
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    /// <summary>
    /// Warns of an interface name that the node will probably also give to a network without a name. Injected networks
    /// shift the generated names, so this is not certain and no error.
    /// </summary>
    public static IEnumerable<string> Warn(IReadOnlyList<RequestedNetwork> selected)
    {
        var listed = selected.Where(network => network.Annotation == Annotations.Networks).ToList();
        var named = listed.Where(n => n.Selection.Interface is not null)
            .ToDictionary(n => n.Selection.Interface!, n => n.Key, StringComparer.Ordinal);
        for (var i = 0; i < listed.Count; i++)
        {
            var name = $"net{i + 1}";
            if (listed[i].Selection.Interface is null && named.TryGetValue(name, out var other))
            {
                yield return $"network {listed[i].Key} gets the interface {name}, which network {other} requests too; "
                + "choose another interface name for one of them";
            }
        }
    }

    private static string? InterfaceOf(RequestedNetwork network) =>
        network.Selection.Interface
        ?? (network.Annotation == Annotations.DefaultNetwork ? DefaultInterface : null);

    private static string? TakeAddresses(TakenAddresses taken, RequestedNetwork network)
    {
        foreach (var address in network.Selection.Addresses)
        {
            if (Take(taken.Addresses, Address, address.ToString(), network) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    // An element may request one value in two ways.
    private static string? TakeArguments(TakenAddresses taken, RequestedNetwork network)
    {
        var selection = network.Selection;
        var macs = Arguments(selection, "mac", HardwareText).Except([selection.Mac ?? ""]);
        var guids = Arguments(selection, "infiniband-guid", HardwareText).Except([selection.InfinibandGuid ?? ""]);
        var addresses = Arguments(selection, "ips", AddressText)
            .Except(selection.Addresses.Select(static address => address.ToString()));
        return macs.Select(mac => Take(taken.Macs, Mac, mac, network))
            .Concat(guids.Select(guid => Take(taken.Guids, Guid, guid, network)))
            .Concat(addresses.Select(address => Take(taken.Addresses, Address, address, network)))
            .FirstOrDefault(static fault => fault is not null);
    }

    private static IEnumerable<string> Arguments(
        NetworkSelection selection, string setting, Func<string, string?> canonical) =>
        ArgumentRequest.Of(selection.CniArgs).Where(request => request.Setting == setting)
            .SelectMany(static request => request.Texts).Select(canonical).OfType<string>();

    private static string? HardwareText(string text) =>
        HardwareAddress.TryParse(text, out var address) ? address.ToString() : null;

    private static string? AddressText(string text) =>
        IpText.TryParse(text.AsSpan(..(text + "/").IndexOf('/')), out var address) ? address.ToString() : null;

    private static string? Take(
        Dictionary<string, string> taken, string what, string? value, RequestedNetwork network)
    {
        if (value is null || taken.TryAdd(value, $"network {network.Key}"))
        {
            return null;
        }

        var other = taken[value];
        var requests = other == $"network {network.Key}"
            ? $"network {network.Key} requests {what} {value} twice"
            : $"network {network.Key} and {other} both request {what} {value}";
        return $"annotation {network.Annotation}: {requests}; change one of them";
    }

    // Each value with the network that requests it.
    private sealed record TakenAddresses(
        Dictionary<string, string> Macs, Dictionary<string, string> Guids, Dictionary<string, string> Addresses);
}
