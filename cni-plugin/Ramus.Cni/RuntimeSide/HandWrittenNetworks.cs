using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Linux.Files;

namespace Ramus.Cni.RuntimeSide;

/// <summary>
/// Configuration files for NetworkAttachmentDefinitions without a spec.config: the file whose JSON name equals the
/// network's name. Unlike in Multus, a broken file makes only its own network unavailable.
/// </summary>
public sealed class HandWrittenNetworks(string directory)
{
    private Dictionary<string, byte[]> files = [];

    public string Path => directory;

    /// <summary>The reasons why broken files were not read, one per file.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    /// <summary>Reads the directory again; true when a file or a problem changed.</summary>
    public bool Refresh()
    {
        var fresh = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var problems = new List<string>();
        foreach (var fileName in RuntimeConfDirectory.FileNames(directory))
        {
            Read(System.IO.Path.Combine(directory, fileName), fresh, problems);
        }

        var changed = fresh.Count != files.Count
            || fresh.Any(file => !files.TryGetValue(file.Key, out var old) || !old.AsSpan().SequenceEqual(file.Value))
            || !problems.SequenceEqual(Problems);
        (files, Problems) = (fresh, problems);
        return changed;
    }

    /// <summary>The content of the file whose JSON name is <paramref name="name"/>; null when there is none.</summary>
    public ReadOnlyMemory<byte>? Find(string name) =>
        files.TryGetValue(name, out var content) ? content : default(ReadOnlyMemory<byte>?);

    private static void Read(string path, Dictionary<string, byte[]> fresh, List<string> problems)
    {
        try
        {
            var content = BoundedFile.Read(path, RuntimeConfDirectory.MaxFileBytes);
            // If several files have the same name, the first one in the order of file names is used.
            fresh.TryAdd(NetworkConfig.Parse(content, path).Name, content);
        }
        catch (Exception failure) when (failure is ContractException or IOException or UnauthorizedAccessException)
        {
            problems.Add(failure.Message);
        }
    }
}
