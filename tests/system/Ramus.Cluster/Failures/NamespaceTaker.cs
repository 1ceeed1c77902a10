namespace Ramus.Cluster.Failures;

/// <summary>
/// A CNI plugin that removes the pod's network namespace, like a runtime that gives up on a sandbox while its networks
/// are being attached.
/// </summary>
internal static class NamespaceTaker
{
    public const string Type = "ramus-test-namespace-taker";

    // Lazy: a program that looks at the namespace at this moment makes it busy.
    private const string Script = """
        #!/bin/bash
        if [[ $CNI_COMMAND == ADD ]]; then
          umount --lazy "$CNI_NETNS" && rm "$CNI_NETNS" || exit 1
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
