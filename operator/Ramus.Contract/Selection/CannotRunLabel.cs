using System.Security.Cryptography;
using System.Text;

namespace Ramus.Contract.Selection;

/// <summary>
/// The label of a Node that cannot run a network: the operator sets and removes it, and pods of the network avoid nodes
/// with it. Unlike a list of nodes in the pod's affinity, it changes while a pod waits.
/// </summary>
public static class CannotRunLabel
{
    public const string Prefix = "cannot-run.ramus.dev/";

    /// <summary>The form of the key, for people.</summary>
    public const string Pattern = Prefix + "NAMESPACE.NAME";

    public const string Value = "true";

    // Kubernetes' limit for the part after the prefix.
    private const int LongestName = 63;
    private const int HashLength = 16;

    /// <summary>The key of a network's label; a name that is too long is cut and gets a hash.</summary>
    public static string KeyOf(NetworkKey network)
    {
        var name = network.QualifiedName;
        if (name.Length > LongestName)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..HashLength];
            name = $"{name[..(LongestName - HashLength - 1)].TrimEnd('-', '.')}-{hash}";
        }

        return Prefix + name;
    }

    /// <summary>Whether a label's key is one of these.</summary>
    public static bool Is(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.StartsWith(Prefix, StringComparison.Ordinal);
    }
}
