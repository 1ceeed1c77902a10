namespace Ramus.Crash.Node;

/// <summary>The programs under test: the native plugin, and the CNI plugins that it runs.</summary>
internal static class Plugins
{
    private static readonly string[] Needed =
        ["bridge", "host-device", "host-local", "macvlan", "ptp", "sbr", "tuning"];
    private static readonly Lazy<string> Copy = new(MakeCopy);
    private static readonly Lazy<string?> Found = new(() => new[] { "/opt/cni/bin", "/usr/lib/cni" }
        .FirstOrDefault(directory => Needed.All(type => File.Exists(Path.Combine(directory, type)))));

    /// <summary>A copy of the binary, so that a build during the tests does not replace it.</summary>
    public static string Ramus => Copy.Value;

    /// <summary>The plugin of version 0.1.0; pods that it attached may still run.</summary>
    public static string Released => EarlierVersion.Path("ramus");

    public static string Directory
    {
        get
        {
            Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces need root");
            Assert.SkipWhen(
                Found.Value is null,
                $"the CNI plugins {string.Join(", ", Needed)} are neither in /opt/cni/bin nor in /usr/lib/cni");
            return Found.Value!;
        }
    }

    private static string MakeCopy()
    {
        var path = Path.Combine(AppContext.BaseDirectory, $"ramus-{Environment.ProcessId}");
        File.Copy(NativeBinary.Path, path, overwrite: true);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(path);
        return path;
    }
}
