using Ramus.Contract.Json;

namespace Ramus.Contract.Selection;

/// <summary>
/// A Kubernetes label selector as text: <c>a=b,c!=d,e in (f,g),h notin (i),j,!k</c>.
/// </summary>
public sealed class LabelSelector
{
    private const int MostCharacters = 4096, MostRequirements = 32;
    private const string Example = "write one like \"zone in (a,b),nic=fast,!virtual\"";

    private LabelSelector(IReadOnlyList<LabelRequirement> requirements) => Requirements = requirements;

    /// <summary>The requirements, in the order of the text; an object must satisfy all of them.</summary>
    public IReadOnlyList<LabelRequirement> Requirements { get; }

    /// <summary>Reads a selector; <paramref name="what"/> names it in messages.</summary>
    /// <exception cref="ContractException">The text is not a valid selector.</exception>
    public static LabelSelector Parse(string text, string what)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MostCharacters)
        {
            throw new ContractException($"{what} is longer than {MostCharacters} characters");
        }

        var parts = Split(text, what);
        if (parts.Count > MostRequirements)
        {
            throw new ContractException(
                $"{what} has {parts.Count} requirements, but at most {MostRequirements} are allowed; remove some");
        }

        return new LabelSelector([.. parts.Select(part => Read(part.Trim(), what))]);
    }

    /// <summary>Whether an object with these labels is selected.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels) =>
        Requirements.All(requirement => requirement.Holds(labels));

    /// <summary>Splits the text at commas outside brackets.</summary>
    private static List<string> Split(string text, string what)
    {
        var parts = new List<string>();
        var (start, depth) = (0, 0);
        for (var index = 0; index < text.Length; index++)
        {
            depth += text[index] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth is < 0 or > 1)
            {
                throw Wrong(text, what);
            }

            if (text[index] == ',' && depth == 0)
            {
                parts.Add(text[start..index]);
                start = index + 1;
            }
        }

        parts.Add(text[start..]);
        return depth == 0 ? parts : throw Wrong(text, what);
    }

    private static LabelRequirement Read(string part, string what)
    {
        if (part.StartsWith('!'))
        {
            return new LabelRequirement(Key(part[1..], part, what), [], IsNegated: true, IsForAnyValue: true);
        }

        if (part.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at)
        {
            var isNot = at > 0 && part[at - 1] == '!';
            var value = part[(at + 1)..].TrimStart('=').Trim();
            return new LabelRequirement(
                Key(part[..(isNot ? at - 1 : at)], part, what), [Value(value, part, what)], isNot, false);
        }

        return part.EndsWith(')') ? ReadSet(part, what) : new LabelRequirement(Key(part, part, what), [], false, true);
    }

    private static LabelRequirement ReadSet(string part, string what)
    {
        var open = part.IndexOf('(', StringComparison.Ordinal);
        var words = part[..open].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var values = part[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries);
        return words is [var key, "in" or "notin"]
            ? new LabelRequirement(
                Key(key, part, what), [.. values.Select(value => Value(value, part, what))], words[1] == "notin", false)
            : throw Wrong(part, what);
    }

    private static string Key(string key, string part, string what)
    {
        var trimmed = key.Trim();
        var name = trimmed.Split('/');
        return name.Length <= 2 && IsWord(name[^1]) && name[^1].Length > 0
            && (name.Length == 1 || NetworkKey.IsValidName(name[0]))
                ? trimmed
                : throw Wrong(part, what);
    }

    private static string Value(string value, string part, string what) =>
        IsWord(value) ? value : throw Wrong(part, what);

    private static bool IsWord(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))
            {
                return false;
            }
        }

        return text.Length <= 63
            && (text.Length == 0 || (char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1])));
    }

    private static ContractException Wrong(string part, string what) =>
        new($"{what}: \"{Quote.Short(part)}\" is not a label selector; {Example}");
}
