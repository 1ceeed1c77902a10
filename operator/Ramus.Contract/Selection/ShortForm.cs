using Ramus.Contract.Json;

namespace Ramus.Contract.Selection;

/// <summary>The comma-separated form: <c>[namespace/]name[@interface]</c>.</summary>
internal static class ShortForm
{
    public static List<NetworkSelection> Parse(string annotation, string defaultNamespace, string what)
    {
        SelectionRules.RefuseTooMany(1 + annotation.AsSpan().Count(','), what);
        var selections = new List<NetworkSelection>();
        foreach (var item in annotation.Split(','))
        {
            var element = $"element {selections.Count + 1} of {what}";
            selections.Add(ParseItem(item.Trim(), defaultNamespace, element));
        }

        return selections;
    }

    private static NetworkSelection ParseItem(string item, string defaultNamespace, string what)
    {
        if (item.Length == 0)
        {
            throw new ContractException($"{what} is empty: remove the extra comma");
        }

        var slash = item.IndexOf('/');
        var rest = item[(slash + 1)..];
        if (rest.Contains('/'))
        {
            throw Refuse(item, what, "it has more than one '/'");
        }

        var at = rest.IndexOf('@');
        if (at != rest.LastIndexOf('@'))
        {
            throw Refuse(item, what, "it has more than one '@'");
        }

        var name = (at < 0 ? rest : rest[..at]).Trim();
        if (!NetworkKey.IsLabel(name) || !NetworkKey.IsValidName(name))
        {
            throw Refuse(item, what, item.StartsWith("- ", StringComparison.Ordinal)
                || item.Contains(": ", StringComparison.Ordinal)
                ? "it is YAML; write the names separated by commas, or a list in JSON like [{\"name\": \"net-a\"}]"
                : NetworkKey.IsValidName(name)
                ? $"names with dots need the JSON form: [{{\"name\": \"{name}\"}}]"
                : "the name must be a DNS-1123 label (lower case letters, digits and '-')");
        }

        return new NetworkSelection
        {
            Namespace = Namespace(item, slash, defaultNamespace, what),
            Name = name,
            Interface = at < 0 ? null : Interface(item, rest[(at + 1)..].Trim(), what),
        };
    }

    private static string Namespace(string item, int slash, string defaultNamespace, string what)
    {
        var name = slash < 0 ? "" : item[..slash].Trim();
        if (name.Length == 0)
        {
            return slash < 0 ? defaultNamespace : throw Refuse(item, what, "there is no namespace before the '/'");
        }

        return NetworkKey.IsValidNamespace(name)
            ? name
            : throw Refuse(item, what, "the namespace must be a DNS-1123 label (lower case letters, digits and '-')");
    }

    private static string Interface(string item, string name, string what) =>
        InterfaceName.Refuse(name) is { } reason ? throw Refuse(item, what, reason) : name;

    private static ContractException Refuse(string item, string what, string reason) =>
        new($"{what}, \"{Quote.Short(item)}\", is not [namespace/]name[@interface]: {reason}");
}
