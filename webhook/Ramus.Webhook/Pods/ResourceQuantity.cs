using System.Globalization;
using System.Text.Json;

namespace Ramus.Webhook.Pods;

/// <summary>Parses Kubernetes quantities ("2", "1k", "1Gi", "3e2") as whole numbers, rounded up.</summary>
internal static class ResourceQuantity
{
    private static readonly (string Suffix, decimal Factor)[] Suffixes =
    [
        ("Ki", 1024m), ("Mi", 1048576m), ("Gi", 1073741824m), ("Ti", 1099511627776m),
        ("Pi", 1125899906842624m), ("Ei", 1152921504606846976m),
        ("n", 1e-9m), ("u", 1e-6m), ("m", 1e-3m), ("k", 1e3m), ("M", 1e6m), ("G", 1e9m),
        ("T", 1e12m), ("P", 1e15m), ("E", 1e18m),
    ];

    public static bool TryRead(JsonElement value, out long count)
    {
        count = 0;
        return value.ValueKind switch
        {
            JsonValueKind.String => TryParse(value.GetString(), out count),
            JsonValueKind.Number => TryParse(value.GetRawText(), out count),
            _ => false,
        };
    }

    public static bool TryParse(string? text, out long count)
    {
        count = 0;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        var (digits, factor) = SplitSuffix(text);
        if (!decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || char.IsWhiteSpace(digits[0]) || char.IsWhiteSpace(digits[^1]))
        {
            return false;
        }

        // The product below must not overflow. No real number of devices is that large.
        if (number < 0 || number > long.MaxValue / factor)
        {
            return false;
        }

        count = (long)decimal.Ceiling(number * factor);
        return true;
    }

    private static (string Digits, decimal Factor) SplitSuffix(string text)
    {
        foreach (var (suffix, factor) in Suffixes)
        {
            if (text.Length > suffix.Length && text.EndsWith(suffix, StringComparison.Ordinal))
            {
                return (text[..^suffix.Length], factor);
            }
        }

        return (text, 1m);
    }
}
