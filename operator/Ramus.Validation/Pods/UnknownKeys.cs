using System.Collections.Frozen;
using System.Text;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Validation.Json;

namespace Ramus.Validation.Pods;

/// <summary>
/// Warns of unknown keys in an annotation's elements. Keys with a domain are extensions and cause no warning.
/// </summary>
public static class UnknownKeys
{
    private const int Most = 5;
    private const int Longest = 40;

    // Names that users take from other programs, too different to count as misspelt.
    private static readonly FrozenDictionary<string, string> OtherNames = new Dictionary<string, string>
    {
        ["address"] = "ips",
        ["addresses"] = "ips",
        ["args"] = "cni-args",
        ["device"] = "deviceID",
        ["gateway"] = "default-route",
        ["guid"] = "infiniband-guid",
        ["hwaddr"] = "mac",
        ["ifname"] = "interface",
        ["interfaceName"] = "interface",
        ["ip"] = "ips",
        ["ipAddress"] = "ips",
        ["ipAddresses"] = "ips",
        ["macAddress"] = "mac",
        ["network"] = "name",
        ["networkName"] = "name",
        ["pciAddress"] = "deviceID",
        ["ports"] = "portMappings",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>One warning per key; the annotation must be valid.</summary>
    public static IEnumerable<string> Warn(string annotation, string? text)
    {
        if (text is null || !text.AsSpan().TrimStart().StartsWith("["))
        {
            yield break;
        }

        var list = GoJson.Parse(Encoding.UTF8.GetBytes(text), annotation);
        var (index, told) = (0, 0);
        foreach (var element in list.EnumerateArray())
        {
            index++;
            foreach (var key in element.EnumerateObject().Select(property => property.Name)
                .Where(name => !name.Contains('/', StringComparison.Ordinal)
                    && !NetworkSelection.JsonKeys.Contains(name, StringComparer.OrdinalIgnoreCase)))
            {
                if (told++ == Most)
                {
                    yield break;
                }

                var meant = OtherNames.GetValueOrDefault(key) ?? Spelling.Nearest(key, NetworkSelection.JsonKeys);
                var shown = Quote.Short(key.Length <= Longest ? key : key[..Longest]);
                yield return $"element {index} of annotation {annotation} has the key '{shown}', which is ignored"
                    + (meant is null ? "" : $"; did you mean '{meant}'?");
            }
        }
    }
}
