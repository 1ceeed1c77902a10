namespace Ramus.Cluster.Harness;

/// <summary>The processes of this machine, which include those of the cluster's containers.</summary>
public static class ProcessList
{
    /// <summary>The processes of a program that have an argument.</summary>
    public static IReadOnlyList<int> With(string program, string argument) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && Arguments(id) is [var first, .. var rest]
                && Path.GetFileName(first) == program && rest.Contains(argument))];

    /// <summary>True when a program runs on the node itself, outside containers.</summary>
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
            // The process ended meanwhile.
            return [];
        }
    }
}
