using System.Text;
using Ramus.Contract.Json;

namespace Ramus.Contract.Selection;

/// <summary>The kernel's rules for the name of a network interface.</summary>
public static class InterfaceName
{
    private const int MaxBytes = 15;

    /// <summary>Null when the name is valid, otherwise the reason why it is not.</summary>
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
            return $"{shown} is not allowed, because it is the name of a directory";
        }

        // The kernel uses these names for the settings of all interfaces, and refuses them as interface names.
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
        // The kernel would read it as a pattern, as in "net%d".
        '%' => "contains '%'",
        _ when char.IsWhiteSpace(c) => "contains white space",
        _ when char.IsControl(c) => "contains a control character",
        > '\u007F' => "contains a character that is not ASCII",
        _ => null,
    };
}
