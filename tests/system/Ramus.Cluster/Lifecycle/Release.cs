using System.Diagnostics;

namespace Ramus.Cluster.Lifecycle;

/// <summary>The chart's release, as a user of Helm sees it.</summary>
internal static class Release
{
    public static string ChartFolder { get; } = Repository.Path("charts/ramus");

    /// <summary>Installs the chart on the one node and waits until everything is ready.</summary>
    public static Task InstallAsync(params string[] arguments) =>
        HelmAsync(
            [
                "install", "ramus", ChartFolder, "--create-namespace", "--wait", "--timeout", "8m",
                "--values", Path.Combine(ChartFolder, "ci/single-node-values.yaml"), .. arguments,
            ]);

    /// <summary>Uninstalls the release; returns the output of the hooks.</summary>
    public static Task<string> UninstallAsync() => HelmAsync("uninstall", "ramus", "--wait");

    /// <summary>Uninstalls the release if a failed test has left it.</summary>
    public static async Task RemoveAsync()
    {
        if ((await HelmAsync("list", "--short")).Trim().Length > 0)
        {
            await UninstallAsync();
        }
    }

    public static async Task<string> HelmAsync(params string[] arguments)
    {
        var result = await TestCluster.Current.HelmAsync(arguments);
        result.Succeeded();
        return (result.Output + result.Errors).Replace("\\n", "\n", StringComparison.Ordinal);
    }

    /// <summary>
    /// The node's CNI files and directories that are not Ramus'; the empty directory for network files is Ramus'.
    /// </summary>
    public static async Task<IReadOnlyList<string>> ForeignFilesAsync() =>
        [.. (await TestCluster.NodeTreeAsync()).Where(line =>
            !NodeTree.IsOfRamus(line) && !line.StartsWith("etc/cni/multus", StringComparison.Ordinal))];

    /// <summary>host-local's lease files of a network.</summary>
    public static string[] LeasesOf(string network)
    {
        var folder = Path.Combine(TestCluster.Current.StateDirectory, "networks", network);
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "10.*") : [];
    }

    /// <summary>The time from the installation command to the first pod with a second network.</summary>
    public static async Task<TimeSpan> FirstPodAsync(Func<Task> installAsync, TestNamespace @namespace, string networks)
    {
        var watch = Stopwatch.StartNew();
        await installAsync();
        await @namespace.AddPodAsync("first", networks);
        await @namespace.RunningAsync("first");
        return watch.Elapsed;
    }
}
