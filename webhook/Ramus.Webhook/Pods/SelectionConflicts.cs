using System.Net;
using Ramus.Contract.Selection;

namespace Ramus.Webhook.Pods;

/// <summary>What the networks of one pod cannot ask for together. Pure.</summary>
internal static class SelectionConflicts
{
    private const string DefaultInterface = "eth0";

    /// <summary>Why not, and what would do; null when nothing is in the way.</summary>
    public static string? Refuse(IReadOnlyList<RequestedNetwork> selected)
    {
        var interfaces = new Dictionary<string, string>(StringComparer.Ordinal);
        var addresses = new Dictionary<string, string>(StringComparer.Ordinal);
        var hardware = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!selected.Any(network => network.Annotation == Annotations.DefaultNetwork))
        {
            interfaces[DefaultInterface] = "the default network";
        }

        foreach (var network in selected)
        {
            var refusal = Take(interfaces, "interface", InterfaceOf(network), network)
                ?? Take(hardware, "hardware address", network.Selection.Mac?.Replace('-', ':'), network)
                ?? network.Selection.Ips.Select(ip => Take(addresses, "address", Address(ip), network))
                    .FirstOrDefault(static fault => fault is not null);
            if (refusal is not null)
            {
                return refusal;
            }
        }

        return null;
    }

    /// <summary>
    /// Warns of a name that the node is likely to give to another interface by itself; networks that pods get unasked
    /// move those names, so it is no more than likely.
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
                yield return $"network {listed[i].Key} gets the interface {name}, for which network {other} asks too; "
                    + "name the interface of one of them otherwise";
            }
        }
    }

    private static string? InterfaceOf(RequestedNetwork network) =>
        network.Selection.Interface
        ?? (network.Annotation == Annotations.DefaultNetwork ? DefaultInterface : null);

    private static string? Address(string ip) =>
        IPAddress.TryParse(ip.Split('/')[0], out var address) ? address.ToString() : null;

    private static string? Take(
        Dictionary<string, string> taken, string what, string? value, RequestedNetwork network)
    {
        if (value is null || taken.TryAdd(value, $"network {network.Key}"))
        {
            return null;
        }

        return $"annotation {network.Annotation}: network {network.Key} and {taken[value]} both ask for {what} "
            + $"{value}; change one of them";
    }
}
