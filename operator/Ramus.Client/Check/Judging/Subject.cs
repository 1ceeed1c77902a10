using Ramus.Client.Manifests;
using Ramus.Contract.Json;

namespace Ramus.Client.Check.Judging;

/// <summary>The names of objects in messages.</summary>
internal static class Subject
{
    /// <summary>The kind, and the name with the namespace that the manifest has.</summary>
    public static string Of(ManifestObject one)
    {
        var kind = one.Kind == ObjectCheck.NetworkKind ? "network" : one.Kind;
        var name = Quote.Short(one.Name);
        return one.Name.Length == 0 ? Quote.Short(kind)
            : one.Namespace is { } own ? $"{Quote.Short(kind)} {Quote.Short(own)}/{name}"
            : $"{Quote.Short(kind)} {name}";
    }
}
