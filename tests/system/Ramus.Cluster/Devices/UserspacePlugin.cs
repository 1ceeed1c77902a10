namespace Ramus.Cluster.Devices;

/// <summary>A CNI plugin that makes no interface and reports nothing, like one for a userspace driver.</summary>
internal static class UserspacePlugin
{
    public const string Type = "ramus-test-userspace";

    private const string Script = """
        #!/bin/bash
        if [[ $CNI_COMMAND == ADD ]]; then
          echo '{}'
        fi
        """;

    private static string File => Path.Combine(TestCluster.Current.PluginDirectory, Type);

    public static void Install()
    {
        System.IO.File.WriteAllText(File, Script);
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public static void Remove() => System.IO.File.Delete(File);
}
