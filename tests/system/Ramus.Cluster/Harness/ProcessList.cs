namespace Ramus.Cluster.Harness;

/// <summary>Processes of this machine: those of the cluster's containers are among them.</summary>
public static class ProcessList
{
    /// <summary>Processes of a program that were given an argument.</summary>
    public static IReadOnlyList<int> With(string program, string argument) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && Arguments(id) is [var first, .. var rest]
                && Path.GetFileName(first) == program && rest.Contains(argument))];

    /// <summary>Whether a program runs on the node itself, in no container.</summary>
    public static bool RunsOnNode(string program)
    {
        var node = Namespace(TestCluster.Current.ProcessOf("node"));
        return Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), InvariantCulture, out var id) ? id : 0)
            .Any(id => id > 0 && Arguments(id) is [var first, ..] && Path.GetFileName(first) == program
                && Namespace(id) == node);
    }

    /// <summary>A line of /proc/…/status, for example CapEff.</summary>
    public static string Status(int process, string key) =>
        File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith(key + ":", StringComparison.Ordinal))
            [(key.Length + 1)..].Trim();

    private static string? Namespace(int process) => new FileInfo($"/proc/{process}/ns/mnt").LinkTarget;

    private static string[] Arguments(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            // It ended while we looked.
            return [];
        }
    }
}
