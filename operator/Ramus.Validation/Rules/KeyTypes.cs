using System.Globalization;
using System.Text.Json;
using Ramus.Validation.Json;

namespace Ramus.Validation.Rules;

/// <summary>Compares a value with the type into which the Go plugin decodes it.</summary>
internal static class KeyTypes
{
    public static void Check(JsonView value, KeyKind kind, string owner, Findings findings)
    {
        if (value.Element.ValueKind == JsonValueKind.Null || Fits(value, kind))
        {
            foreach (var item in kind == KeyKind.Texts ? value.Items() : [])
            {
                Check(item, KeyKind.Text, owner, findings);
            }

            return;
        }

        var got = kind is KeyKind.WholeNumber or KeyKind.Unsigned && value.Element.ValueKind == JsonValueKind.Number
            ? value.Shown
            : value.Kind;
        findings.Add(
            RuleBook.KeyType,
            value.Path,
            $"{owner} expects {NameOf(kind)}, not {got}{Advice(value, kind)}");
    }

    private static bool Fits(JsonView value, KeyKind kind) => kind switch
    {
        KeyKind.Flag => value.Element.ValueKind is JsonValueKind.True or JsonValueKind.False,
        KeyKind.Text => value.Element.ValueKind == JsonValueKind.String,
        KeyKind.WholeNumber => IsWhole(value, NumberStyles.AllowLeadingSign),
        KeyKind.Unsigned => IsWhole(value, NumberStyles.None),
        KeyKind.Texts or KeyKind.List => value.IsList,
        KeyKind.Object => value.IsObject,
        _ => true,
    };

    // Go decodes 1500 into an integer, but neither 1500.0 nor 15e2.
    private static bool IsWhole(JsonView value, NumberStyles style) =>
        value.Element.ValueKind == JsonValueKind.Number
        && (long.TryParse(value.Element.GetRawText(), style, CultureInfo.InvariantCulture, out _)
            || ulong.TryParse(value.Element.GetRawText(), NumberStyles.None, CultureInfo.InvariantCulture, out _));

    private static string NameOf(KeyKind kind) => kind switch
    {
        KeyKind.Flag => "true or false",
        KeyKind.Text => "a string",
        KeyKind.WholeNumber => "a whole number",
        KeyKind.Unsigned => "a whole number of at least 0",
        KeyKind.Texts => "a list of strings",
        KeyKind.List => "a list",
        KeyKind.Object => "an object",
        _ => "another type",
    };

    private static string Advice(JsonView value, KeyKind kind) => kind switch
    {
        KeyKind.Flag or KeyKind.WholeNumber or KeyKind.Unsigned when value.Element.ValueKind == JsonValueKind.String =>
            "; remove the quotes",
        KeyKind.Text when value.Element.ValueKind
            is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False =>
            "; put it in quotes",
        KeyKind.Texts or KeyKind.List => "; put it in [ ]",
        _ => "",
    };
}
