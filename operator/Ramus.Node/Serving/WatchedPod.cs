using System.Text.Json;
using Ramus.Kubernetes;

namespace Ramus.Node.Serving;

/// <summary>What the agent keeps of a pod of its node.</summary>
internal sealed record WatchedPod(
    string Uid, string? MirrorOf, IReadOnlyDictionary<string, string> Annotations)
{
    // The API object of a static pod has a UID of its own; this annotation has the one that the kubelet works with.
    private const string MirrorAnnotation = "kubernetes.io/config.mirror";

    // The whole manifest once more: big, and nobody's business here.
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>Whether this is the pod that the runtime means; an unknown UID (old runtimes) means any.</summary>
    public bool IsSame(string uid) => uid.Length == 0 || uid == Uid || uid == MirrorOf;

    public static WatchedPod From(JsonElement entity)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal);
        if (entity.TryFind(out var all, "metadata", "annotations") && all.ValueKind == JsonValueKind.Object)
        {
            foreach (var annotation in all.EnumerateObject())
            {
                if (!annotation.NameEquals(LastApplied) && annotation.Value.ValueKind == JsonValueKind.String)
                {
                    annotations[annotation.Name] = annotation.Value.GetString()!;
                }
            }
        }

        return new(
            entity.TextAt("metadata", "uid") ?? "", annotations.GetValueOrDefault(MirrorAnnotation), annotations);
    }
}
