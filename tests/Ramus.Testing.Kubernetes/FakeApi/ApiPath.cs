namespace Ramus.Testing.Kubernetes.FakeApi;

/// <summary>The parts of an API server path.</summary>
public sealed record ApiPath(string GroupVersion, string Namespace, string Plural, string Name, string Subresource)
{
    public bool IsCollection => Name.Length == 0;

    public static ApiPath? Parse(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var root = parts is ["api", ..] ? 2 : parts is ["apis", ..] ? 3 : 0;
        if (root == 0 || parts.Length <= root)
        {
            return null;
        }

        var groupVersion = string.Join('/', parts[..root]);
        var rest = parts[root..];
        var isNamespaced = rest is ["namespaces", _, _, ..];
        var resource = isNamespaced ? rest[2..] : rest;
        return new ApiPath(
            groupVersion, isNamespaced ? rest[1] : "", resource[0], resource.ElementAtOrDefault(1) ?? "",
            resource.ElementAtOrDefault(2) ?? "");
    }

    /// <summary>True when the object at <paramref name="other"/> belongs to this collection.</summary>
    public bool Holds(ApiPath other) =>
        GroupVersion == other.GroupVersion && Plural == other.Plural
        && (Namespace.Length == 0 || Namespace == other.Namespace);

    public ApiPath Object(string @namespace, string name) => new(GroupVersion, @namespace, Plural, name, "");
}
