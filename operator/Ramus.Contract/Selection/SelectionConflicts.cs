using System.Net;

namespace Ramus.Contract.Selection;

/// <summary>
/// Finds conflicts between all networks of one pod, those of both annotations. The webhook and the plugin refuse the
/// same pods.
/// </summary>
public static class SelectionConflicts
{
    private const string DefaultInterface = "eth0";

    /// <summary>
    /// The first interface name, hardware address or IP address that two networks request; null: none.
    /// </summary>
    /// <returns>The conflict and its remedy.</returns>
    public static string? Refuse(IReadOnlyList<RequestedNetwork> selected)
    {
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
        var addresses = new Dictionary<string, string>(StringComparer.Ordinal);
        var macs = new Dictionary<string, string>(StringComparer.Ordinal);
        var guids = new Dictionary<string, string>(StringComparer.Ordinal);
        return selected.Select(network => TakeAll(
                    macs, "MAC address", MacsOf(network.Selection, "mac", network.Selection.Mac), network)
                ?? TakeAll(
                    guids, "InfiniBand GUID",
                    MacsOf(network.Selection, "infiniband-guid", network.Selection.InfinibandGuid), network)
                ?? TakeAll(addresses, "address", AddressesOf(network.Selection), network))
            .FirstOrDefault(static fault => fault is not null);
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

    private static IEnumerable<string> MacsOf(NetworkSelection selection, string setting, string? requested) =>
        Arguments(selection, setting)
            .Select(static text => HardwareAddress.TryParse(text, out var address) ? $"{address}" : null)
            .Append(requested).OfType<string>();

    private static IEnumerable<string> AddressesOf(NetworkSelection selection) =>
        Arguments(selection, "ips")
            .Select(static text => IpText.TryParse(text.AsSpan(..(text + "/").IndexOf('/')), out var ip) ? ip : null)
            .OfType<IPAddress>().Concat(selection.Addresses).Select(static address => address.ToString());

    private static IEnumerable<string> Arguments(NetworkSelection selection, string setting) =>
        ArgumentRequest.Of(selection.CniArgs).Where(request => request.Setting == setting)
            .SelectMany(static request => request.Texts);

    private static string? TakeAll(
        Dictionary<string, string> taken, string what, IEnumerable<string> values, RequestedNetwork network) =>
        values.Distinct().Select(value => Take(taken, what, value, network))
            .FirstOrDefault(static fault => fault is not null);

    private static string? Take(
        Dictionary<string, string> taken, string what, string? value, RequestedNetwork network)
    {
        if (value is null || taken.TryAdd(value, $"network {network.Key}"))
        {
            return null;
        }

        var other = taken[value];
        var who = other == $"network {network.Key}"
            ? $"two elements for network {network.Key}"
            : $"network {network.Key} and {other}";
        return $"annotation {network.Annotation}: {who} both request {what} {value}; change one of them";
    }
}
