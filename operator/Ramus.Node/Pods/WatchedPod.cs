using System.Text.Json;
using Ramus.Contract.Policy;
using Ramus.Kubernetes.Client;
using Names = Ramus.Contract.Selection.Annotations;

namespace Ramus.Node.Pods;

/// <summary>The part of a pod of this node that the agent caches.</summary>
internal sealed record WatchedPod(
    string Uid, StaticPod? MirrorOf, IReadOnlyDictionary<string, string> Annotations)
{
    // The limit for one pod, in characters: most annotations are a few names. A pod with more text is read live
    // instead of being cached.
    private const int MostKept = 4 * 1024;

    // The annotations that the plugin reads. Others are not needed, and may be big.
    private static readonly string[] Read =
        [Names.Networks, Names.DefaultNetwork, .. StaticPod.Annotations];

    /// <summary>Annotations or claims were too long to be kept: the pod has to be read live.</summary>
    public bool IsIncomplete { get; private init; }

    /// <summary>Its service account, which the policy can restrict networks to.</summary>
    public string ServiceAccount { get; private init; } = PodIdentity.DefaultServiceAccount;

    /// <summary>Its resource claims; null when it has no claims.</summary>
    public PodClaims? Claims { get; private init; }

    /// <summary>Whether the pod has this UID; an empty UID (from old runtimes) matches any pod.</summary>
    public bool IsSame(string uid) => uid.Length == 0 || uid == Uid || MirrorOf?.HasUid(uid) == true;

    /// <summary>With all annotations that the plugin reads, of any length.</summary>
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

        return new(entity.TextAt("metadata", "uid") ?? "", StaticPod.Of(annotations), annotations)
        {
            Claims = PodClaims.From(entity),
            ServiceAccount = PodIdentity.AccountOf(entity.TextAt("spec", "serviceAccountName")),
        };
    }

    /// <summary>For the cache: without annotations and claims when they are long.</summary>
    public static WatchedPod ToKeep(JsonElement entity)
    {
        var pod = From(entity);
        return pod.Annotations.Values.Concat(pod.Claims?.Names ?? []).Sum(static text => text.Length) <= MostKept
            ? pod
            : new(pod.Uid, null, new Dictionary<string, string>()) { IsIncomplete = true };
    }
}
