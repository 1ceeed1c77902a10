using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Contract.Json;

namespace Ramus.Crash.Node;

/// <summary>
/// A node in its own network namespace, where the native plugin runs real CNI plugins. The machine's own network is not
/// changed, and the node is removed when it is disposed.
/// </summary>
internal sealed class Machine : IDisposable
{
    /// <summary>
    /// Three networks besides the default one; one has a default route, so that ADD changes routes too.
    /// </summary>
    public const string ThreeNetworks =
        """[{"name":"macvlan-conf","default-route":["10.1.0.1"]},{"name":"bridge-conf"},{"name":"ptp-tuning"}]""";

    private readonly ScratchDirectory scratch = new();
    private readonly List<Pod> pods = [];
    private readonly HashSet<string> ownLinks = ["cni0", "br-two"];
    private readonly string name = $"ramus-crash-{Guid.NewGuid().ToString("N")[..8]}";
    private int made;

    public Machine()
    {
        RealPlugins = Plugins.Directory;
        Binary = Plugins.Ramus;
        Network = new Network(scratch.Path);
        Default = Network.Cluster;
        State = scratch["state/0"];
        Directory.CreateDirectory(Scripts);
        Render("shop/macvlan-conf", Network.Macvlan);
        Render("shop/bridge-conf", Network.SecondBridge);
        Render("shop/ptp-tuning", Network.PtpTuning);
        try
        {
            Command.Run("ip", "netns", "add", name);
            Command.Run("ip", "-n", name, "link", "set", "lo", "up");
            AddCable("uplink", "wire");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string RealPlugins { get; }

    /// <summary>The plugin under test; a test can set another version.</summary>
    public string Binary { get; set; }

    public Network Network { get; }

    public string Name => name;

    /// <summary>A test's own plugins, found before the real ones.</summary>
    public string Scripts => scratch["scripts"];

    /// <summary>
    /// The plugin's state directory; a test can request a new one, as on a node that never had a pod.
    /// </summary>
    public string State { get; private set; }

    /// <summary>The directory of Multus' records.</summary>
    public string Multus => scratch["multus"];

    public string Default { get; set; }

    public string CniVersion { get; set; } = "1.1.0";

    /// <summary>The UID of the pod shop/web; every container is a sandbox of this pod.</summary>
    public string PodUid { get; set; } = "uid";

    /// <summary>Additional keys of the configuration on standard input.</summary>
    public JsonObject Settings { get; } = [];

    public string this[string file] => scratch[file];

    public void Write(string file, string content) => scratch.Write(file, content);

    public void Script(string type, string body) => scratch.WriteScript($"scripts/{type}", body);

    public void Render(string key, string config) => scratch.Write(Rendered(key), config);

    public void Unrender(string key) => File.Delete(scratch[Rendered(key)]);

    /// <summary>Adds a veth pair to the node.</summary>
    public void AddCable(string link, string peer)
    {
        Command.Run("ip", "-n", name, "link", "add", link, "up", "type", "veth", "peer", "name", peer);
        Command.Run("ip", "-n", name, "link", "set", peer, "up");
        ownLinks.UnionWith([link, peer]);
    }

    public void ForgetState()
    {
        State = scratch[$"state/{Interlocked.Increment(ref made)}"];

        // /var/lib/cni exists on every node: the directories that ADD creates must not depend on earlier tests.
        Directory.CreateDirectory(scratch["state"]);
    }

    public Pod AddPod()
    {
        var pod = new Pod($"{name}-{Interlocked.Increment(ref made)}");
        lock (pods)
        {
            pods.Add(pod);
        }

        return pod;
    }

    public void RemovePod(Pod pod)
    {
        pod.Dispose();
        lock (pods)
        {
            pods.Remove(pod);
        }
    }

    public PluginAnswer Add(Pod pod, string networks = ThreeNetworks) =>
        Call(Call("ADD", pod) with { Networks = networks });

    public PluginAnswer Delete(Pod pod) => Call(Call("DEL", pod));

    /// <summary>GC with a list of the living containers.</summary>
    public PluginAnswer CollectGarbage(params string[] living) => Call(new PluginRequest("GC", "", "")
    {
        Extra = $$""" "cni.dev/valid-attachments":[{{Attachments(living)}}], """,
    });

    public static PluginRequest Call(string command, Pod pod) => new(command, pod.ContainerId, pod.Netns);

    public PluginAnswer Call(PluginRequest request)
    {
        using var process = Start(request);
        var (status, output, errorOutput) = Command.Finish(process);
        return new PluginAnswer(status, output, errorOutput);
    }

    /// <summary>
    /// Starts the plugin on this node, as a runtime would; the returned process is the plugin itself.
    /// </summary>
    public Process Start(PluginRequest request)
    {
        var process = Command.Start(Invocation[0], Invocation[1..], Variables(request));
        process.StandardInput.Write(Configuration(request));
        process.StandardInput.Close();
        return process;
    }

    /// <summary>The command line that runs the plugin on this node.</summary>
    public string[] Invocation => ["nsenter", $"--net=/run/netns/{name}", Binary];

    public (string Key, string Value)[] Variables(PluginRequest request) =>
    [
        ("CNI_COMMAND", request.Command),
        ("CNI_CONTAINERID", request.ContainerId),
        ("CNI_NETNS", request.Netns),
        ("CNI_IFNAME", "eth0"),
        ("CNI_PATH", $"{Scripts}:{RealPlugins}"),
        ("CNI_ARGS", $"K8S_POD_NAMESPACE=shop;K8S_POD_NAME=web;K8S_POD_UID={PodUid}"),
    ];

    public string Configuration(PluginRequest request) => request.Config ?? $$"""
        {"cniVersion":"{{CniVersion}}","name":"ramus","type":"ramus","delegates":[{{Default}}],{{request.Extra}}
         "ramusDir":"{{scratch["networks.d"]}}","cniDir":"{{State}}","multusDir":"{{Multus}}",
         "agentSocket":"{{scratch["none.sock"]}}",
         {{string.Concat(Settings.Select(pair => $"\"{pair.Key}\":{pair.Value!.ToJsonString()},"))}}
         "runtimeConfig":{"{{RuntimeAnnotations.Capability}}":
          {"k8s.v1.cni.cncf.io/networks":"{{JsonEncodedText.Encode(request.Networks)}}" } } }
        """;

    /// <summary>The allocated addresses.</summary>
    public IReadOnlyList<string> Leases =>
        [.. Files("ipam").Where(file => IPAddress.TryParse(Path.GetFileName(file), out _))];

    /// <summary>Leases and saved settings that a killed built-in plugin was writing.</summary>
    private IEnumerable<string> Unfinished =>
        Files("ipam").Concat(Files("tuning")).Where(file => file.EndsWith(".tmp", StringComparison.Ordinal));

    /// <summary>Our records and reports, complete or not.</summary>
    public IReadOnlyList<string> Records =>
        [.. Files("state").Where(file => Path.GetFileName(file) is not ("lock" or "line"))];

    /// <summary>The node's interfaces that belong to pods; the bridge plugin leaves its bridges on purpose.</summary>
    public IReadOnlyList<string> NodeLinks => [.. Links.Interfaces(name).Except(ownLinks)];

    /// <summary>Everything that pods left; empty when all pods are deleted.</summary>
    public IReadOnlyList<string> Leftovers()
    {
        List<string> left = [.. Leases, .. Unfinished, .. Records, .. NodeLinks.Select(link => $"node: {link}")];
        Pod[] running;
        lock (pods)
        {
            running = [.. pods.Where(pod => pod.IsRunning)];
        }

        left.AddRange(running.SelectMany(pod => pod.Interfaces.Select(link => $"{pod.ContainerId}: {link}")));
        return left;
    }

    /// <summary>
    /// Asserts that nothing is left. The kernel removes the links of an ended namespace with a delay.
    /// </summary>
    public void ShouldBeClean(string after = "")
    {
        var began = Stopwatch.GetTimestamp();
        IReadOnlyList<string> left;
        while ((left = Leftovers()).Count > 0 && Stopwatch.GetElapsedTime(began).TotalSeconds < 30)
        {
            Thread.Sleep(10);
        }

        left.ShouldBeEmpty(after);
    }

    public void Dispose()
    {
        foreach (var pod in pods)
        {
            pod.Dispose();
        }

        Command.Try("ip", "netns", "del", name);
        scratch.Dispose();
    }

    private static string Rendered(string key) => $"networks.d/networks/{key}.conflist";

    private static string Attachments(string[] living) =>
        string.Join(',', living.Select(id => $$"""{"containerID":"{{id}}","ifname":"eth0"}"""));

    private IEnumerable<string> Files(string directory) => Directory.Exists(scratch[directory])
        ? Directory.EnumerateFiles(scratch[directory], "*", SearchOption.AllDirectories)
        : [];
}
