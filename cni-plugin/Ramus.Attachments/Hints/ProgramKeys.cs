using System.Text;
using Ramus.Linux.Files;

namespace Ramus.Attachments.Hints;

/// <summary>
/// Finds out which keys of its configuration a compiled plugin reads. A plugin silently ignores a key of a newer
/// version; the executable of a Go program contains the names of its keys.
/// </summary>
internal static class ProgramKeys
{
    private const int MaxBytes = 64 << 20;

    /// <summary>Whether the program cannot read the key; false also when its file is not a compiled program.</summary>
    /// <exception cref="IOException">The file cannot be read, or is larger than 64 MiB.</exception>
    public static bool Lacks(string program, string key)
    {
        var content = BoundedFile.Read(program, MaxBytes).AsSpan();
        return content.StartsWith("\u007fELF"u8) && content.IndexOf(Encoding.UTF8.GetBytes(key)) < 0;
    }
}
