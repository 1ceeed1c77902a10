using System.Text.Json;
using Ramus.Kubernetes.Client;
using Names = Ramus.Contract.Selection.Annotations;

namespace Ramus.Node.Pods;

/// <summary>What the agent keeps of a pod of its node.</summary>
internal sealed record WatchedPod(
    string Uid, string? MirrorOf, IReadOnlyDictionary<string, string> Annotations)
{
    // Most are a few names; whoever writes more makes the agent read, not keep.
    private const int MostKept = 16 * 1024;

    // The API object of a static pod has a UID of its own; this annotation has the one that the kubelet works with.
    private const string MirrorAnnotation = "kubernetes.io/config.mirror";

    // What the plugin reads. The others are nobody's business here, and may be big.
    private static readonly string[] Read =
        [Names.Networks, Names.DefaultNetwork, MirrorAnnotation];

    /// <summary>An annotation was too long to be kept: the pod has to be read live.</summary>
    public bool IsIncomplete { get; private init; }

    /// <summary>Its resource claims; null when it has none.</summary>
    public PodClaims? Claims { get; private init; }

    /// <summary>Whether this is the pod that the runtime means; an unknown UID (old runtimes) means any.</summary>
    public bool IsSame(string uid) => uid.Length == 0 || uid == Uid || uid == MirrorOf;

    /// <summary>All that the plugin reads, however long.</summary>
    public static WatchedPod From(JsonElement entity)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in Read)
        {
            if (entity.TextAt("metadata", "annotations", key) is { } text)
            {
                annotations[key] = text;
            }
        }

        return new(
            entity.TextAt("metadata", "uid") ?? "", annotations.GetValueOrDefault(MirrorAnnotation), annotations)
        {
            Claims = PodClaims.From(entity),
        };
    }

    /// <summary>What the cache keeps: no long annotations.</summary>
    public static WatchedPod ToKeep(JsonElement entity)
    {
        var pod = From(entity);
        return pod.Annotations.Values.All(text => text.Length <= MostKept)
            ? pod
            : new(pod.Uid, null, new Dictionary<string, string>()) { IsIncomplete = true };
    }
}
