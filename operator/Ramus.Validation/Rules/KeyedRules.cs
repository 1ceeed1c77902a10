using System.Globalization;
using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Validation.Json;

namespace Ramus.Validation.Rules;

/// <summary>
/// Rules for an object with known keys: the keys' types, and common checks of values.
/// </summary>
internal abstract class KeyedRules<TView> : RuleSet<TView>
{
    private readonly Dictionary<string, KeyKind> keys = new(GoKey.Comparer);
    private readonly Func<TView, JsonView> json;
    private readonly string owner;

    /// <param name="owner">The plugin that reads the keys, for messages.</param>
    /// <param name="json">The object.</param>
    protected KeyedRules(string owner, Func<TView, JsonView> json)
    {
        this.owner = owner;
        this.json = json;
        Check(CheckKeys);
    }

    protected void Flags(params ReadOnlySpan<string> names) => Declare(KeyKind.Flag, names);

    protected void Texts(params ReadOnlySpan<string> names) => Declare(KeyKind.Text, names);

    protected void WholeNumbers(params ReadOnlySpan<string> names) => Declare(KeyKind.WholeNumber, names);

    protected void Unsigned(params ReadOnlySpan<string> names) => Declare(KeyKind.Unsigned, names);

    protected void TextLists(params ReadOnlySpan<string> names) => Declare(KeyKind.Texts, names);

    protected void Lists(params ReadOnlySpan<string> names) => Declare(KeyKind.List, names);

    protected void Objects(params ReadOnlySpan<string> names) => Declare(KeyKind.Object, names);

    protected void Anything(params ReadOnlySpan<string> names) => Declare(KeyKind.Any, names);

    protected void Required(string key, string hint) => Check((view, findings) =>
    {
        var o = json(view);
        if (!o.TryGet(key, out var value)
            || (value.Element.ValueKind == JsonValueKind.String && value.Element.GetString()!.Length == 0))
        {
            findings.Add(RuleBook.KeyRequired, o.PathOf(key), $"{owner} needs '{key}'; {hint}");
        }
    });

    protected void OneOf(Rule rule, string key, params string[] words) => OneOf(rule, key, ignoreCase: false, words);

    protected void OneOf(Rule rule, string key, bool ignoreCase, params string[] words) => Check((view, findings) =>
    {
        var comparer = ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        if (!json(view).TryText(key, out var text) || text.Length == 0 || words.Contains(text, comparer))
        {
            return;
        }

        var meant = Spelling.Nearest(text, words);
        findings.Add(
            rule,
            json(view).PathOf(key),
            $"\"{Quote.Short(text)}\" is not one of {string.Join(", ", words)}"
            + (meant is null ? "; write one of them" : $"; did you mean \"{meant}\"?"));
    });

    protected void Between(Rule rule, string key, decimal least, decimal most, string meaning = "") =>
        Check((view, findings) =>
        {
            // A negative number for an unsigned type has already been reported as a wrong type.
            if (json(view).TryNumber(key, out var number) && (number < least || number > most)
                && !(number < 0 && keys.GetValueOrDefault(key) == KeyKind.Unsigned))
            {
                findings.Add(
                    rule,
                    json(view).PathOf(key),
                    string.Create(CultureInfo.InvariantCulture, $"{number} is out of range; ")
                    + string.Create(CultureInfo.InvariantCulture, $"write a number from {least} to {most}{meaning}"));
            }
        });

    protected void InterfaceNamed(string key) => Check((view, findings) =>
    {
        if (!json(view).TryText(key, out var name) || name.Length == 0)
        {
            return;
        }

        var path = json(view).PathOf(key);
        if (name.Length > 15 && !name.Any(static c => c is '/' or ':' || char.IsWhiteSpace(c)))
        {
            findings.Add(
                RuleBook.InterfaceNameLong,
                path,
                $"\"{Quote.Short(name)}\" has more than 15 characters, so it can only be an alternative name, which "
                + "plugins before version 1.2 do not look up; prefer the interface's own name");
        }
        else if (name == "lo")
        {
            findings.Add(
                RuleBook.InterfaceName, path,
                "\"lo\" is the loopback interface, which cannot be used here; write the name of another "
                + "interface, like eth1");
        }
        else if (InterfaceName.Refuse(name) is { } reason)
        {
            findings.Add(RuleBook.InterfaceName, path, $"{reason}; write the name of an interface on the node, like "
                + "eth1");
        }
    });

    /// <summary>The name of an interface that the plugin creates; alternative names are not allowed.</summary>
    protected void InterfaceMade(string key) => Check((view, findings) =>
    {
        if (json(view).TryText(key, out var name) && name.Length > 0 && InterfaceName.Refuse(name) is { } reason)
        {
            findings.Add(
                RuleBook.InterfaceName,
                json(view).PathOf(key),
                $"{reason}; write at most 15 characters without spaces, '/' and ':'");
        }
    });

    protected void Mac(string key) => Check((view, findings) =>
    {
        if (json(view).TryText(key, out var mac) && mac.Length > 0 && MacText.Refuse(mac) is { } reason)
        {
            findings.Add(RuleBook.MacAddress, json(view).PathOf(key), reason);
        }
    });

    protected void IsRelative(string key) => Check((view, findings) =>
    {
        if (json(view).TryText(key, out var path) && path.Length > 0 && path[0] != '/')
        {
            findings.Add(
                RuleBook.RelativePath,
                json(view).PathOf(key),
                $"\"{Quote.Short(path)}\" is relative to the runtime's working directory; start it with '/'");
        }
    });

    private void Declare(KeyKind kind, ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            keys[name] = kind;
        }
    }

    private void CheckKeys(TView view, Findings findings)
    {
        foreach (var (key, value) in json(view).Members())
        {
            if (keys.TryGetValue(key, out var kind))
            {
                KeyTypes.Check(value, kind, owner, findings);
            }
            else if (!IsPrivate(key))
            {
                var meant = Spelling.Nearest(key, keys.Keys);
                findings.Add(
                    RuleBook.KeyUnknown,
                    value.Path,
                    $"{owner} does not know '{Quote.Short(key)}' and ignores it"
                    + (meant is null ? "; remove it, or correct its name" : $"; did you mean '{meant}'?"));
            }
        }
    }

    // Comments for people, and keys of other programs, which start with a domain.
    private static bool IsPrivate(string key) =>
        key.Contains('.', StringComparison.Ordinal)
        || key.Contains('/', StringComparison.Ordinal)
        || key.StartsWith('_')
        || key is "description" or "comment";
}
