using System.Text;
using Ramus.Linux.Files;

namespace Ramus.Attachments.Hints;

/// <summary>
/// Which keys of its configuration a compiled plugin reads. A plugin ignores a key of a newer version without a word;
/// a program of Go has the names of its keys in its file.
/// </summary>
internal static class ProgramKeys
{
    private const int MaxBytes = 64 << 20;

    /// <summary>Whether the program cannot read the key; false also when its file is no compiled program.</summary>
    /// <exception cref="IOException">The file cannot be read, or is larger than 64 MiB.</exception>
    public static bool Lacks(string program, string key)
    {
        var content = BoundedFile.Read(program, MaxBytes).AsSpan();
        return content.StartsWith("\u007fELF"u8) && content.IndexOf(Encoding.UTF8.GetBytes(key)) < 0;
    }
}
