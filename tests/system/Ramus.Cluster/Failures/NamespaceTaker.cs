namespace Ramus.Cluster.Failures;

/// <summary>
/// A CNI plugin that takes the pod's network namespace away, as a runtime does that gives a sandbox up while its
/// network is still made.
/// </summary>
internal static class NamespaceTaker
{
    public const string Type = "ramus-test-namespace-taker";

    private const string Script = """
        #!/bin/bash
        if [[ $CNI_COMMAND == ADD ]]; then
          umount "$CNI_NETNS" && rm "$CNI_NETNS"
          echo '{"cniVersion": "1.0.0"}'
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
