using System.Text;

namespace Ramus.Attachers.Names;

/// <summary>
/// A name for what a plugin makes on the node for one attachment. DEL of the program and of the built-in plugin find
/// it by the same name.
/// </summary>
internal static class HashedName
{
    /// <summary>The prefix, and as many digits of the text's hash as fit.</summary>
    public static string Of(string prefix, string text, int length)
    {
        var digits = Convert.ToHexStringLower(Sha512.Of(Encoding.UTF8.GetBytes(text)));
        return $"{prefix}{digits}"[..length];
    }
}
