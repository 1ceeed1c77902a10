namespace Ramus.Fuzz.Targets;

/// <summary>
/// The directories of a fake node, in memory if possible. No plugin is installed on the node.
/// </summary>
internal sealed class ScratchNode : IDisposable
{
    private static readonly string[] Kept = ["bin", "conf", "ramus.d", "state", "multus", "ready"];

    public ScratchNode()
    {
        Root = RootOf(Environment.ProcessId);
        foreach (var directory in (ReadOnlySpan<string>)[
            "bin", "conf", "ramus.d/networks/default", "state", "multus/results"])
        {
            Directory.CreateDirectory(Path(directory));
        }

        Write("ready", []);
    }

    public string Root { get; }

    /// <summary>The directory of a process's node.</summary>
    public static string RootOf(int process) =>
        System.IO.Path.Combine(
            Directory.Exists("/dev/shm") ? "/dev/shm" : System.IO.Path.GetTempPath(), $"ramus-fuzz-{process}");

    public string Path(string name) => $"{Root}/{name}";

    public void Write(string name, ReadOnlySpan<byte> content)
    {
        using var file = File.OpenHandle(Path(name), FileMode.Create, FileAccess.Write);
        RandomAccess.Write(file, content, 0);
    }

    /// <summary>Removes the files of an execution, so that the next one starts with a clean node.</summary>
    public void Clean()
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(Root))
        {
            if (!Kept.Contains(System.IO.Path.GetFileName(entry)))
            {
                Remove(entry);
            }
        }

        foreach (var file in Directory.EnumerateFiles(Path("state"), "*", SearchOption.AllDirectories))
        {
            File.Delete(file);
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static void Remove(string entry)
    {
        if (Directory.Exists(entry))
        {
            Directory.Delete(entry, recursive: true);
            return;
        }

        File.Delete(entry);
    }
}
