namespace Ramus.Cluster.Harness;

/// <summary>The cluster under test: the output of `tests/cluster/cluster env`, and ways to reach the cluster.</summary>
public sealed class TestCluster
{
    private const string Variable = "RAMUS_CLUSTER";

    /// <summary>Why tests are skipped when no cluster is given.</summary>
    public const string SkipReason =
        $"{Variable} names no cluster: tests/run creates one, or set it to one created by tests/cluster/cluster";

    private static readonly Lazy<TestCluster> Given = new(() => new TestCluster());

    private readonly Dictionary<string, string> environment;

    private TestCluster()
    {
        environment = ReadEnvironment(Repository.Path("tests/cluster/cluster"), Name);
        Api = new KubernetesApi(Setting("KUBECONFIG"));
    }

    public static bool IsGiven => Name.Length > 0;

    public static TestCluster Current => Given.Value;

    /// <summary>Fails at once when the named cluster does not exist, because waiting would not help.</summary>
    public static void Require() => _ = Given.Value;

    public static string Name => Environment.GetEnvironmentVariable(Variable) ?? "";

    public KubernetesApi Api { get; }

    public static string SeedDirectory => Repository.Path("config/samples/seed");

    public string NodeName => Setting("NODE_NAME");

    public string NodeAddress => Setting("NODE_ADDRESS");

    public string KubeletDirectory => Setting("KUBELET_DIR");

    /// <summary>The node's CNI directories; paths on this machine.</summary>
    public string ConfDirectory => Setting("CNI_CONF_DIR");

    public string PluginDirectory => Setting("CNI_BIN_DIR");

    /// <summary>/var/lib/cni of the node.</summary>
    public string StateDirectory => Setting("CNI_STATE_DIR");

    /// <summary>A directory of the node; the result is a path on this machine.</summary>
    public string NodePath(string path) => Setting("RAMUS_NODE_ROOT") + path;

    /// <summary>The audit log: one JSON object per request of our programs.</summary>
    public string AuditLog => Path.Combine(Setting("RAMUS_CLUSTER_LOG_DIR"), "audit.log");

    /// <summary>Runs Helm as the user of the cluster.</summary>
    public Task<CommandResult> HelmAsync(params string[] arguments) => CommandResult.OfAsync(
        Tool("helm"), ["--kubeconfig", Setting("KUBECONFIG"), "--namespace", RamusSystem.Namespace, .. arguments]);

    /// <summary>The node's CNI files, as printed by tests/cluster/node-tree.</summary>
    public static async Task<IReadOnlyList<string>> NodeTreeAsync() =>
        (await CommandResult.OfAsync(Repository.Path("tests/cluster/node-tree"), ["--name", Name]))
        .Succeeded().Split('\n');

    public int ProcessOf(string component)
    {
        var file = Path.Combine(Setting("RAMUS_CLUSTER_RUN_DIR"), component + ".pid");
        return int.Parse(File.ReadAllText(file), InvariantCulture);
    }

    /// <summary>Runs kubectl as a user would.</summary>
    public Task<CommandResult> KubectlAsync(string? input, params string[] arguments) =>
        KubectlAsync(Setting("KUBECTL"), input, arguments);

    /// <summary>Runs a current version of kubectl as a user would.</summary>
    public Task<CommandResult> RecentKubectlAsync(params string[] arguments) =>
        KubectlAsync(Tool("kubectl"), null, arguments);

    /// <summary>Runs `kubectl ramus` as a user would.</summary>
    public Task<CommandResult> KubectlRamusAsync(params string[] arguments) =>
        ClientAsync(Repository.Path("artifacts/bin/kubectl-ramus"), arguments);

    /// <summary>Runs a client for the cluster.</summary>
    public Task<CommandResult> ClientAsync(string program, params string[] arguments) =>
        CommandResult.OfAsync(program, [.. arguments, "--kubeconfig", Setting("KUBECONFIG")]);

    /// <summary>Runs a command line that was printed for the user.</summary>
    public Task<CommandResult> ShellAsync(string command) => CommandResult.OfAsync(
        "env",
        [
            $"KUBECONFIG={Setting("KUBECONFIG")}",
            $"PATH={Path.GetDirectoryName(Setting("KUBECTL"))}:{Environment.GetEnvironmentVariable("PATH")}",
            "bash", "-o", "pipefail", "-ec", command,
        ]);

    /// <summary>Runs a command in the node's network and mount namespace.</summary>
    public async Task<string> OnNodeAsync(params string[] command)
    {
        var result = await CommandResult.OfAsync(
            "nsenter", ["--target", $"{ProcessOf("node")}", "--net", "--mount", "--", .. command]);
        return result.Succeeded();
    }

    /// <summary>Stops or starts one of the cluster's components, or the node.</summary>
    public static async Task ComponentAsync(string command, params string[] component) =>
        (await CommandResult.OfAsync(
            Repository.Path("tests/cluster/cluster"), [command, "--name", Name, .. component])).Succeeded();

    public async Task<string> ContainerdAsync(params string[] arguments)
    {
        var result = await CommandResult.OfAsync(
            "ctr", ["--address", Setting("CONTAINERD_ADDRESS"), "--namespace", "k8s.io", .. arguments]);
        return result.Succeeded();
    }

    private string Setting(string name) => environment[name];

    private Task<CommandResult> KubectlAsync(string program, string? input, string[] arguments)
    {
        // A separate cache: the default one may contain the API resources of an earlier cluster at the same address.
        var cache = Path.Combine(Setting("RAMUS_CLUSTER_DIR"), "kubectl");
        return CommandResult.OfAsync(
            program, ["--kubeconfig", Setting("KUBECONFIG"), "--cache-dir", cache, .. arguments], input);
    }

    private static string Tool(string name) => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache/ramus/helm/bin", name);

    private static Dictionary<string, string> ReadEnvironment(string script, string name)
    {
        var output = CommandResult.OfAsync(script, ["env", "--name", name]).GetAwaiter().GetResult().Succeeded();
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);
    }
}
