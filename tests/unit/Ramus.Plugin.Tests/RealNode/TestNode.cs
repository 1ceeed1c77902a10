using System.Diagnostics;
using System.Net;
using Ramus.Contract.Json;

namespace Ramus.Plugin.Tests.RealNode;

/// <summary>
/// A node in its own network namespace with an uplink, where the native plugin runs real CNI plugins for pods. The
/// machine's own network is not changed, and the node is removed when it is disposed.
/// </summary>
internal sealed class TestNode : IDisposable
{
    private static readonly string[] Needed = ["bridge", "host-local", "macvlan", "portmap", "ptp", "static", "tuning"];

    private readonly ScratchDirectory scratch = new();
    private readonly List<PodSandbox> pods = [];
    private readonly string name = $"ramus-test-{Guid.NewGuid().ToString("N")[..8]}";

    public TestNode()
    {
        try
        {
            Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces need root");
            RealPlugins = FindPlugins();
            Binary = NativeBinary.Path;
            MakeNetwork();
        }
        catch
        {
            Dispose();
            throw;
        }

        Directory.CreateDirectory(Scripts);
        Default = Network("cluster", Bridge("cni0", "10.88.0.0/24", """ "isGateway":true, "isDefaultGateway":true """));
    }

    public string Binary { get; }

    public string RealPlugins { get; }

    /// <summary>A test's own plugins, found before the real ones.</summary>
    public string Scripts => scratch["scripts"];

    public string Socket => scratch["node.sock"];

    public string State => scratch["state"];

    /// <summary>The plugin's log of every event.</summary>
    public string LogFile => scratch["ramus.log"];

    /// <summary>The default network's configuration.</summary>
    public string Default { get; set; }

    public string CniVersion { get; set; } = "1.0.0";

    /// <summary>The plugins that run inside the plugin under test.</summary>
    public string BuiltIn { get; set; } = "none";

    public string Netns => name;

    /// <summary>An ipam configuration whose leases are files in this node's directory.</summary>
    public string Ipam(string subnet) =>
        $$"""{"type":"host-local","ranges":[[{"subnet":"{{subnet}}"}]],"dataDir":"{{scratch["ipam"]}}"}""";

    public string Bridge(string bridge, string subnet, string more = "\"isGateway\":false") =>
        $$"""{"type":"bridge","ipam":{{Ipam(subnet)}},{{more}},"bridge":"{{bridge}}"}""";

    public string Macvlan(string subnet, string master = "uplink", string more = "\"mode\":\"bridge\"") =>
        $$"""{"type":"macvlan","ipam":{{Ipam(subnet)}},{{more}},"master":"{{master}}"}""";

    public static string Network(string network, params string[] plugins) =>
        $$"""{"cniVersion":"1.0.0","name":"{{network}}","plugins":[{{string.Join(',', plugins)}}]}""";

    public TestNode Render(string key, string config)
    {
        scratch.Write($"networks.d/networks/{key}.conflist", config);
        return this;
    }

    public string this[string file] => scratch[file];

    public void Write(string file, string content) => scratch.Write(file, content);

    public void Script(string type, string body) => scratch.WriteScript($"scripts/{type}", body);

    public FakeAgent StartAgent() => new(Socket);

    public PodSandbox AddPod(string pod = "web")
    {
        var sandbox = new PodSandbox(name, pod);
        lock (pods)
        {
            pods.Add(sandbox);
        }

        return sandbox;
    }

    public PluginAnswer Add(PodSandbox pod, string networks = "") => Call("ADD", pod, networks);

    public PluginAnswer Delete(PodSandbox pod) => Call("DEL", pod);

    public PluginAnswer Call(string command, PodSandbox pod, string networks = "")
    {
        using var process = Start(command, pod, networks);
        var (status, output, errorOutput) = Command.Finish(process);
        return new PluginAnswer(status, output, errorOutput);
    }

    /// <summary>
    /// Starts the plugin on this node, as containerd would; the returned process is the plugin itself.
    /// </summary>
    public Process Start(string command, PodSandbox pod, string networks = "")
    {
        var process = Command.Start(
            "nsenter",
            [$"--net=/run/netns/{name}", Binary],
            ("CNI_COMMAND", command),
            ("CNI_CONTAINERID", pod.ContainerId),
            ("CNI_NETNS", pod.Netns),
            ("CNI_IFNAME", "eth0"),
            ("CNI_PATH", $"{Scripts}:{RealPlugins}"),
            ("CNI_ARGS", "K8S_POD_NAMESPACE=shop;K8S_POD_NAME=web;K8S_POD_UID=uid;IgnoreUnknown=1"));
        process.StandardInput.Write($$"""
            {"cniVersion":"{{CniVersion}}","name":"ramus","type":"ramus","delegates":[{{Default}}],
             "builtinPlugins":"{{BuiltIn}}","logFile":"{{LogFile}}","logLevel":"verbose",
             "ramusDir":"{{scratch["networks.d"]}}","cniDir":"{{State}}",
             "multusDir":"{{scratch["multus"]}}","deviceInfoDir":"{{scratch["devinfo"]}}","agentSocket":"{{Socket}}",
             "runtimeConfig": {
               "{{RuntimeAnnotations.Capability}}": { "k8s.v1.cni.cncf.io/networks": {{Quoted(networks)}} } } }
            """);
        process.StandardInput.Close();
        return process;
    }

    /// <summary>
    /// Asserts that no link, lease, record or report of a pod is left; the bridge plugin leaves its bridges on purpose.
    /// The kernel removes the links of an ended namespace with a delay.
    /// </summary>
    public void ShouldBeClean()
    {
        foreach (var pod in pods.Where(pod => File.Exists(pod.Netns)))
        {
            pod.Interfaces.ShouldBeEmpty($"interfaces of {pod.ContainerId}");
        }

        SpinWait.SpinUntil(() => !PodLinks.Any(), Patience.Limit);
        PodLinks.ShouldBeEmpty("interfaces of the node");
        Leases.ShouldBeEmpty("leases");
        Remembered.ShouldBeEmpty("records and reports");
    }

    public IReadOnlyList<string> Leases =>
        Files("ipam").Where(file => IPAddress.TryParse(Path.GetFileName(file), out _)).ToList();

    public IReadOnlyList<string> Remembered =>
        [.. Files("state").Where(file => Path.GetFileName(file) is not ("lock" or "line"))];

    public void Dispose()
    {
        foreach (var pod in pods)
        {
            pod.Dispose();
        }

        Command.Try("ip", "netns", "del", name);
        scratch.Dispose();
    }

    private IEnumerable<string> PodLinks => Links.Interfaces(name).Except(["uplink", "wire", "cni0", "br-two"]);

    private void MakeNetwork()
    {
        Command.Run("ip", "netns", "add", name);
        Command.Run("ip", "-n", name, "link", "set", "lo", "up");
        Command.Run("ip", "-n", name, "link", "add", "uplink", "type", "veth", "peer", "name", "wire");
        Command.Run("ip", "-n", name, "link", "set", "uplink", "up");
        Command.Run("ip", "-n", name, "link", "set", "wire", "up");
    }

    private static string Quoted(string text) => $"\"{System.Text.Json.JsonEncodedText.Encode(text)}\"";

    private static string FindPlugins()
    {
        string[] directories = ["/opt/cni/bin", "/usr/lib/cni"];
        var found =
            directories.FirstOrDefault(directory => Needed.All(type => File.Exists(Path.Combine(directory, type))));
        Assert.SkipWhen(
            found is null,
            $"the CNI plugins {string.Join(", ", Needed)} are not installed in {string.Join(", ", directories)}");
        return found!;
    }

    private IEnumerable<string> Files(string directory) => Directory.Exists(scratch[directory])
        ? Directory.EnumerateFiles(scratch[directory], "*", SearchOption.AllDirectories)
        : [];
}
