using Ramus.Validation.Json;
using Ramus.Validation.Rules;

namespace Ramus.Validation.Plugins;

/// <summary>Lists of VLANs: <c>[{"id": 5}, {"minID": 10, "maxID": 20}]</c>.</summary>
internal static class VlanTrunk
{
    public static void Check(JsonView plugin, string key, int least, int most, Rule rule, Findings findings)
    {
        foreach (var entry in plugin.Items(key))
        {
            if (Refuse(entry, least, most) is { } reason)
            {
                findings.Add(rule, entry.Path, reason);
            }
        }
    }

    private static string? Refuse(JsonView entry, int least, int most)
    {
        if (!entry.IsObject)
        {
            return $"an element must be an object like {{\"id\": 5}}, not {entry.Kind}";
        }

        if (entry.Has("minID") != entry.Has("maxID"))
        {
            return "'minID' and 'maxID' must be set together; add the missing one, or use 'id'";
        }

        if (!entry.Has("id") && !entry.Has("minID"))
        {
            return "'id', 'minID' and 'maxID' are all missing; add 'id' for one VLAN, or 'minID' and 'maxID' for a "
                + "range";
        }

        foreach (var key in (string[])["id", "minID", "maxID"])
        {
            if (entry.Has(key) && (!entry.TryNumber(key, out var id) || id < least || id > most || id % 1 != 0))
            {
                return $"'{key}' must be a number from {least} to {most}";
            }
        }

        entry.TryNumber("minID", out var first);
        entry.TryNumber("maxID", out var last);
        return first > last ? $"'minID' {first} is above 'maxID' {last}; swap them" : null;
    }
}
