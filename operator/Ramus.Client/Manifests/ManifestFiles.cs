using System.Text;
using Ramus.Kubernetes.Options;

namespace Ramus.Client.Manifests;

/// <summary>Reads the files that the user names: files, directories, and standard input as "-".</summary>
internal static class ManifestFiles
{
    /// <summary>The name of standard input in messages.</summary>
    public const string StandardInput = "stdin";

    private const int MaxFileBytes = 64 << 20;
    private const int MaxBytes = 256 << 20;
    private const int MostFiles = 100_000;

    // A link to a parent folder would recurse without end.
    private static readonly EnumerationOptions Below = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 32,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <summary>The files in the order of the arguments; those of a directory sorted by name.</summary>
    /// <exception cref="ProgramException">A file cannot be read.</exception>
    public static IEnumerable<(ManifestFile File, bool IsNamed)> Read(IEnumerable<string> paths, Stream input)
    {
        var room = MaxBytes;
        foreach (var path in paths)
        {
            foreach (var (name, isNamed) in Expand(path))
            {
                var bytes = name == "-" ? ReadStream(input, StandardInput) : ReadFile(name);
                room -= bytes.Length;
                yield return room >= 0
                    ? (new ManifestFile(name == "-" ? StandardInput : name, Decode(bytes)), isNamed)
                    : throw ProgramException.WrongUsage(
                        $"{name}: the files are larger than {MaxBytes >> 20} MiB together; give fewer files with -f");
            }
        }
    }

    private static IEnumerable<(string Name, bool IsNamed)> Expand(string path) =>
        path != "-" && Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", Below)
                .Where(file => Path.GetExtension(file) is ".yaml" or ".yml" or ".json" && !IsHidden(path, file))
                .Take(MostFiles).Order(StringComparer.Ordinal).Select(static file => (file, false))
            : [(path, true)];

    // Folders of version control and of editors.
    private static bool IsHidden(string root, string file) =>
        Path.GetRelativePath(root, file).Split('/').Any(static part => part.StartsWith('.'));

    private static string Decode(byte[] bytes) =>
        Encoding.UTF8.GetString(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(3) : bytes);

    private static byte[] ReadFile(string path)
    {
        try
        {
            // Also a pipe of the shell: <(helm template .)
            using var stream = File.OpenRead(path);
            return ReadStream(stream, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ProgramException.WrongUsage($"cannot read {path}: {e.Message}");
        }
    }

    private static byte[] ReadStream(Stream input, string name)
    {
        using var content = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (var read = input.Read(buffer); read > 0; read = input.Read(buffer))
        {
            content.Write(buffer.AsSpan(0, read));
            if (content.Length > MaxFileBytes)
            {
                throw ProgramException.WrongUsage(
                    $"{name} is larger than {MaxFileBytes >> 20} MiB; give fewer objects at once");
            }
        }

        return content.ToArray();
    }
}
