namespace Ramus.Node.Pods;

/// <summary>
/// A static pod, which the kubelet runs from a file or a URL. Its API object, the mirror pod, has a UID of its own;
/// container runtimes pass the kubelet's UID, which is the hash of the pod's manifest, or the UID that the manifest
/// sets.
/// </summary>
internal sealed class StaticPod
{
    // The kubelet writes all three; a mirror pod that another program created may have only the source.
    private const string Source = "kubernetes.io/config.source";
    private const string Hash = "kubernetes.io/config.hash";
    private const string Mirror = "kubernetes.io/config.mirror";

    // The source of pods that the kubelet got from the API server.
    private const string ApiServer = "api";

    private readonly string[] uids;

    private StaticPod(string[] uids) => this.uids = uids;

    /// <summary>The annotations that describe a static pod.</summary>
    public static IReadOnlyList<string> Annotations { get; } = [Source, Hash, Mirror];

    /// <summary>The static pod that a pod with these annotations mirrors; null for any other pod.</summary>
    public static StaticPod? Of(IReadOnlyDictionary<string, string> annotations)
    {
        var isStatic = annotations.ContainsKey(Mirror)
            || (annotations.TryGetValue(Source, out var source) && source != ApiServer);
        return isStatic
            ? new StaticPod([.. new[] { Mirror, Hash }.Where(annotations.ContainsKey).Select(key => annotations[key])])
            : null;
    }

    /// <summary>
    /// Whether the kubelet runs it under this UID. The mirror of a changed manifest has another hash, so it is another
    /// pod. Without a hash, any UID matches that the API server cannot have given to another pod of the same name.
    /// </summary>
    public bool HasUid(string uid) => uids.Length > 0 ? uids.Contains(uid) : !Guid.TryParseExact(uid, "D", out _);
}
