namespace Ramus.Contract.Selection;

/// <summary>Namespace and name of a NetworkAttachmentDefinition.</summary>
public readonly record struct NetworkKey(string Namespace, string Name)
{
    private const int LongestName = 253;
    private const int LongestNamespace = 63;

    /// <summary>Whether both parts are valid names in Kubernetes; checked before a path is built from them.</summary>
    public bool IsValid => IsValidNamespace(Namespace) && IsValidName(Name);

    /// <summary>Whether the name is a DNS-1123 subdomain: labels joined by dots, at most 253 characters.</summary>
    public static bool IsValidName(string? name)
    {
        if (name is null || name.Length is 0 or > LongestName)
        {
            return false;
        }

        foreach (var range in name.AsSpan().Split('.'))
        {
            if (!IsLabel(name.AsSpan(range)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the name is a DNS-1123 label of at most 63 characters.</summary>
    public static bool IsValidNamespace(string? name) => name is { Length: <= LongestNamespace } && IsLabel(name);

    /// <summary>A name for the network's configuration that no other network of the cluster can have.</summary>
    public string QualifiedName => $"{Namespace}.{Name}";

    public override string ToString() => $"{Namespace}/{Name}";

    /// <summary>Reads <c>namespace/name</c>; false when the text has another form or a part is not valid.</summary>
    public static bool TryParse(string? text, out NetworkKey key)
    {
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        key = slash < 0 ? default : new NetworkKey(text![..slash], text[(slash + 1)..]);
        return slash >= 0 && key.IsValid;
    }

    internal static bool IsLabel(ReadOnlySpan<char> label)
    {
        foreach (var c in label)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
            {
                return false;
            }
        }

        return label.Length > 0 && label[0] != '-' && label[^1] != '-';
    }
}
