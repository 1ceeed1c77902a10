using System.Net.Sockets;
using System.Text.Json.Nodes;
using Ramus.Contract.Agent;
using Ramus.Contract.NodeDisk;
using Ramus.Kubernetes.Events;
using Ramus.Kubernetes.Health;
using Ramus.Node.Hosting;
using Ramus.Node.Services;
using Ramus.Testing.Kubernetes;
using Ramus.Testing.Kubernetes.FakeApi;

namespace Ramus.Node.Tests.Support;

/// <summary>The whole agent on a node made of temporary directories, against an API server over HTTP.</summary>
internal sealed class AgentHarness : IAsyncDisposable
{
    public const string NodeName = "node-1";

    /// <summary>The path of the node's report on the API server.</summary>
    public const string ReportPath = $"{NodeNetworkPaths.List}/{NodeName}";

    private readonly List<IDisposable> owned = [];
    private readonly RecordedLog log = new();
    private Agent? agent;
    private CancellationTokenSource? stop;
    private Task<bool>? running;

    private AgentHarness(FakeApiServer api)
    {
        Api = api;
        Root.Write("image/ramus", "binary");
        Root.Write("conf/10-bridge.conf", """{"cniVersion":"0.3.1","name":"cbr0","type":"bridge"}""");
        Options = new AgentOptions
        {
            NodeName = NodeName,
            ConfDir = Root["conf"],
            BinDir = Root["bin"],
            StateDir = Root["state"],
            Socket = Root["run/node.sock"],
            KubeletDir = Root["kubelet"],
            FilesDir = Root["files"],
            PolicyFile = Root["policy/policy.json"],
            Plugin = Root["image/ramus"],
            CommandInterval = TimeSpan.FromMilliseconds(100),
            ReportInterval = TimeSpan.FromMilliseconds(100),
        };
    }

    public FakeApiServer Api { get; }

    public ScratchDirectory Root { get; } = new();

    public AgentOptions Options { get; }

    /// <summary>The file of the container runtime's configuration that calls the plugin.</summary>
    public string RuntimeConfig => Root[$"conf/{NodeLayout.RuntimeConfig}"];

    /// <summary>Ready, apart from the Node object, which most tests do without.</summary>
    public bool IsReady => agent is not null
        && agent.Checks.All(static check => check.Name == "node" || check.Reason() is null);

    public string ReadyReport => string.Concat(agent!.Checks.Select(static check =>
        check.Reason() is { } why ? $"[-]{check.Name} failed: {why}\n" : $"[+]{check.Name} ok\n"));

    public static async Task<AgentHarness> CreateAsync() => new(await FakeApiServer.StartAsync());

    public static async Task<AgentHarness> StartAsync()
    {
        var harness = await CreateAsync();
        harness.Start();
        await Eventually.HoldsAsync(() => harness.IsReady, "the agent is ready");
        return harness;
    }

    public void Start()
    {
        var client = Own(Api.CreateClient());
        agent = Own(new Agent(Options, new NodeServices
        {
            NodeName = NodeName,
            Client = client,
            Events = new EventPublisher(client, "ramus", NodeName),
            Metrics = Own(new NodeMetrics()),
            Logger = log,
        }));
        stop = Own(new CancellationTokenSource());
        running = agent.RunAsync(stop.Token);
    }

    /// <summary>Stops the agent as SIGTERM does.</summary>
    public async Task StopAsync()
    {
        if (running is not null)
        {
            await stop!.CancelAsync();
            (await running).ShouldBeTrue();
            running = null;
        }
    }

    /// <summary>The metrics of the plugin's commands, as /metrics shows them.</summary>
    public string Exported()
    {
        using var exporter = new PrometheusExporter("Ramus.None");
        exporter.Add(agent!.Metrics);
        return exporter.Collect();
    }

    /// <summary>How often the agent has gathered its report.</summary>
    public int ReportLooks => agent?.ReportLooks ?? 0;

    public JsonObject PutNetwork(
        string @namespace, string name, string? config, long? generation = null,
        params (string Key, string Value)[] annotations)
    {
        var network = new JsonObject
        {
            ["metadata"] = new JsonObject { ["annotations"] = Texts(annotations) },
            ["spec"] = config is null ? new JsonObject() : new JsonObject { ["config"] = config },
        };
        if (generation is { } number)
        {
            network["metadata"]!["generation"] = number;
        }

        return Api.Store.Put(NetworkPath(@namespace, name), network.ToJsonString());
    }

    /// <summary>Creates the agent's Node and returns its UID.</summary>
    public string PutNode(params (string Key, string Value)[] labels) => PutNode(labels, []);

    /// <summary>As the other overload, with annotations.</summary>
    public string PutNode((string Key, string Value)[] labels, (string Key, string Value)[] annotations)
    {
        var entity = new JsonObject
        {
            ["metadata"] = new JsonObject { ["labels"] = Texts(labels), ["annotations"] = Texts(annotations) },
        };
        var made = Api.Store.Put($"/api/v1/nodes/{NodeName}", entity.ToJsonString());
        return made["metadata"]!["uid"]!.GetValue<string>();
    }

    public void DeleteNetwork(string @namespace, string name) => Api.Store.Delete(NetworkPath(@namespace, name));

    /// <summary>Makes a pod and returns its UID.</summary>
    public string PutPod(string name, params (string Key, string Value)[] annotations) =>
        PutPodOf(null, name, annotations);

    public string PutPodOf(string? serviceAccount, string name, params (string Key, string Value)[] annotations)
    {
        var metadata = new JsonObject
        {
            ["annotations"] = Texts(annotations),
        };
        var spec = new JsonObject { ["nodeName"] = NodeName, ["serviceAccountName"] = serviceAccount };
        var pod = new JsonObject { ["metadata"] = metadata, ["spec"] = spec };
        return Api.Store.Put(PodPath(name), pod.ToJsonString())["metadata"]!["uid"]!.GetValue<string>();
    }

    public void DeletePod(string name) => Api.Store.Delete(PodPath(name));

    public string? AnnotationOf(string pod, string key) =>
        Api.Store.Find(PodPath(pod))?["metadata"]?["annotations"]?[key]?.GetValue<string>();

    public IReadOnlyList<JsonObject> Events(string reason) =>
        [.. Api.Store.List(ApiPath.Parse("/api/v1/events")!)
            .Where(e => e["reason"]?.GetValue<string>() == reason)];

    /// <summary>The agent's log messages about networks that it could not render.</summary>
    public IReadOnlyList<string> Refusals =>
        [.. log.Lines.Where(line => line.Contains(" not rendered: ", StringComparison.Ordinal))];

    public bool Logged(string text) => log.Lines.Any(line => line.Contains(text, StringComparison.Ordinal));

    public string NetworkFile(string @namespace, string name) =>
        Root[$"conf/ramus.d/networks/{@namespace}/{name}.conflist"];

    public async Task<AgentReply> AskAsync(AgentRequest request) =>
        AgentReply.Parse(await SendAsync(request.ToJson()));

    /// <summary>One exchange in the way of the plugin: write, half-close, read to the end.</summary>
    public async Task<byte[]> SendAsync(ReadOnlyMemory<byte> request)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "the agent's socket only answers root");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var token = TestContext.Current.CancellationToken;
        await Eventually.HoldsAsync(() => File.Exists(Options.Socket), "the agent's socket");
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Options.Socket), token);
        await socket.SendAsync(request, token);
        socket.Shutdown(SocketShutdown.Send);
        using var reply = new MemoryStream();
        var buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer, token) is > 0 and var count)
        {
            reply.Write(buffer, 0, count);
        }

        return reply.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        owned.Reverse();
        owned.ForEach(item => item.Dispose());
        await Api.DisposeAsync();
        Root.Dispose();
    }

    private static JsonObject Texts((string Key, string Value)[] pairs) =>
        new(pairs.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));

    private static string NetworkPath(string @namespace, string name) =>
        $"/apis/k8s.cni.cncf.io/v1/namespaces/{@namespace}/network-attachment-definitions/{name}";

    private static string PodPath(string name) => $"/api/v1/namespaces/default/pods/{name}";

    private T Own<T>(T item)
        where T : IDisposable
    {
        owned.Add(item);
        return item;
    }
}
