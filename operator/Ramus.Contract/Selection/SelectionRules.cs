using Ramus.Contract.Json;

namespace Ramus.Contract.Selection;

/// <summary>Rules over all elements of one annotation.</summary>
internal static class SelectionRules
{
    // A root process on the node looks up, runs and records each element, so a pod's author must not choose the number.
    private const int MostSelections = 64;

    /// <summary>Refuses too many elements, before each of them is read.</summary>
    public static void RefuseTooMany(int count, string what)
    {
        if (count > MostSelections)
        {
            throw new ContractException(
                $"{what} names {count} networks, but a pod can have at most {MostSelections}; remove some");
        }
    }

    public static void RefuseConflicts(List<NetworkSelection> selections, string what)
    {
        var interfaces = new Dictionary<string, int>(StringComparer.Ordinal);
        var (v4, v6) = (0, 0);
        for (var i = 0; i < selections.Count; i++)
        {
            var selection = selections[i];
            RefuseElement(selection, $"element {i + 1} of {what}");
            if (selection.Interface is { } name && !interfaces.TryAdd(name, i + 1))
            {
                throw new ContractException(
                    $"{what}: elements {interfaces[name]} and {i + 1} both request interface '{name}'; rename one");
            }

            foreach (var gateway in selection.DefaultRoute ?? [])
            {
                var first = IpText.IsV4(gateway) ? v4 : v6;
                if (first > 0)
                {
                    throw new ContractException(
                        $"{what}: more than one {(IpText.IsV4(gateway) ? "IPv4" : "IPv6")} gateway in 'default-route' "
                        + $"(elements {first} and {i + 1}); a pod has one default route per IP family: keep one");
                }

                (v4, v6) = IpText.IsV4(gateway) ? (i + 1, v6) : (v4, i + 1);
            }
        }
    }

    private static void RefuseElement(NetworkSelection selection, string what)
    {
        if (selection.Interface == "lo")
        {
            throw new ContractException($"{what} requests interface 'lo', which is the pod's loopback interface; "
                + "choose another name");
        }

        if (selection.IpamClaimReference is not null && selection.Ips.Count > 0)
        {
            throw new ContractException(
                $"{what} has both 'ips' and 'ipam-claim-reference', but the claim determines the addresses; keep one "
                + "of the two");
        }
    }
}
