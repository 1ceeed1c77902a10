using Ramus.Contract.Json;

namespace Ramus.Contract.Cni;

/// <summary>Our keys in a rendered network, at list level; no plugin receives them.</summary>
public static class RenderedKeys
{
    /// <summary>The value of the network's annotation k8s.v1.cni.cncf.io/resourceName.</summary>
    public const string ResourceName = "ramus.dev/resourceName";

    /// <summary>The UID of the object that the network was rendered from.</summary>
    public const string Uid = "ramus.dev/uid";

    /// <summary>The generation of that object.</summary>
    public const string Generation = "ramus.dev/generation";

    /// <summary>The values of the node's annotations in the network, which no message may contain.</summary>
    public const string Hidden = "ramus.dev/hidden";

    private static readonly HashSet<string> All = new([ResourceName, Uid, Generation, Hidden], GoKey.Comparer);

    /// <summary>Whether a program that reads a rendered network takes this key for one of ours.</summary>
    public static bool Contains(string key) => All.Contains(key);
}
