using Ramus.Contract.Json;

namespace Ramus.Contract.Selection;

/// <summary>What the elements of one annotation may not ask for together.</summary>
internal static class SelectionRules
{
    // Each is looked up, run and remembered on the node by a root process: a pod's author must not choose how often.
    private const int MostSelections = 64;

    public static void RefuseConflicts(List<NetworkSelection> selections, string what)
    {
        if (selections.Count > MostSelections)
        {
            throw new ContractException(
                $"{what} names {selections.Count} networks; a pod can have at most {MostSelections}, remove some");
        }

        var interfaces = new Dictionary<string, int>(StringComparer.Ordinal);
        var (v4, v6) = (0, 0);
        for (var i = 0; i < selections.Count; i++)
        {
            var selection = selections[i];
            RefuseElement(selection, $"element {i + 1} of {what}");
            if (selection.Interface is { } name && !interfaces.TryAdd(name, i + 1))
            {
                throw new ContractException(
                    $"{what}: elements {interfaces[name]} and {i + 1} both ask for interface '{name}'; rename one");
            }

            foreach (var gateway in selection.DefaultRoute ?? [])
            {
                var first = IpText.IsV4(gateway) ? v4 : v6;
                if (first > 0)
                {
                    throw new ContractException(
                        $"{what}: more than one {(IpText.IsV4(gateway) ? "IPv4" : "IPv6")} gateway in 'default-route' "
                        + $"(elements {first} and {i + 1}); a pod has one default route of a family, keep one");
                }

                (v4, v6) = IpText.IsV4(gateway) ? (i + 1, v6) : (v4, i + 1);
            }
        }
    }

    private static void RefuseElement(NetworkSelection selection, string what)
    {
        if (selection.Interface == "lo")
        {
            throw new ContractException($"{what} asks for interface 'lo', the pod's loopback; choose another name");
        }

        if (selection.IpamClaimReference is not null && selection.Ips.Count > 0)
        {
            throw new ContractException(
                $"{what} has both 'ips' and 'ipam-claim-reference': the claim decides the addresses, keep one of them");
        }
    }
}
