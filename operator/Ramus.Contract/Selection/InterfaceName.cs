using System.Text;
using Ramus.Contract.Json;

namespace Ramus.Contract.Selection;

/// <summary>The kernel's rules for the name of a network interface.</summary>
public static class InterfaceName
{
    private const int MaxBytes = 15;

    /// <summary>Null when the name is fine, else why it is not.</summary>
    public static string? Refuse(string name)
    {
        if (name.Length == 0)
        {
            return "an interface name cannot be empty";
        }

        var shown = $"interface name \"{Quote.Short(name)}\"";
        if (Encoding.UTF8.GetByteCount(name) > MaxBytes)
        {
            return $"{shown} is longer than {MaxBytes} bytes";
        }

        if (name is "." or "..")
        {
            return $"{shown} is the name of a directory";
        }

        // The kernel keeps settings for every interface under these names, and refuses interfaces called so.
        if (name is "all" or "default")
        {
            return $"{shown} is reserved by the kernel";
        }

        foreach (var c in name)
        {
            if (RefuseCharacter(c) is { } reason)
            {
                return $"{shown} {reason}";
            }
        }

        return null;
    }

    private static string? RefuseCharacter(char c) => c switch
    {
        '/' or ':' => $"contains '{c}'",
        // The kernel would take it for a pattern, as in "net%d".
        '%' => "contains '%'",
        _ when char.IsWhiteSpace(c) => "contains white space",
        _ when char.IsControl(c) => "contains a control character",
        > '\u007F' => "contains a character that is not ASCII",
        _ => null,
    };
}
