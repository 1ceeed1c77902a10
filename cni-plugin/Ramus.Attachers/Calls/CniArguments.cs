using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Attachers.Calls;

/// <summary>CNI_ARGS as the standard plugins read it: each of them knows some keys, compared with their case.</summary>
internal static class CniArguments
{
    private const string IgnoreUnknown = "IgnoreUnknown";

    /// <summary>The values of the known keys, except empty ones.</summary>
    /// <exception cref="CniException">
    /// A pair is malformed, or a key is unknown and IgnoreUnknown is not set.
    /// </exception>
    public static IReadOnlyDictionary<string, string> Read(string args, params ReadOnlySpan<string> known)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (args.Length == 0)
        {
            return values;
        }

        var ignoresUnknown = false;
        string? unknown = null;
        foreach (var pair in args.Split(';'))
        {
            var parts = pair.Split('=');
            if (parts.Length != 2)
            {
                throw PluginFailure.Of($"CNI_ARGS: \"{Quote.Short(pair)}\" is not a pair KEY=VALUE");
            }

            if (parts[0] == IgnoreUnknown)
            {
                ignoresUnknown = ReadFlag(parts[1]);
            }
            else if (known.Contains(parts[0]))
            {
                Set(values, parts[0], parts[1]);
            }
            else
            {
                unknown ??= pair;
            }
        }

        return unknown is null || ignoresUnknown
            ? values
            : throw PluginFailure.Of(
                $"CNI_ARGS: \"{Quote.Short(unknown)}\" is unknown; set IgnoreUnknown=1 to ignore it");
    }

    // Of several pairs with the same key, the last one counts, even when it is empty.
    private static void Set(Dictionary<string, string> values, string key, string value)
    {
        values.Remove(key);
        if (value.Length > 0)
        {
            values.Add(key, value);
        }
    }

    private static bool ReadFlag(string text) =>
        text.Equals("true", StringComparison.OrdinalIgnoreCase) || text == "1"
        || (text.Equals("false", StringComparison.OrdinalIgnoreCase) || text == "0"
            ? false
            : throw PluginFailure.Of($"CNI_ARGS: {IgnoreUnknown} is \"{Quote.Short(text)}\"; set it to 1 or 0"));
}
