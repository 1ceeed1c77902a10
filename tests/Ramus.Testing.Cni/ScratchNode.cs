using System.Text.Json.Nodes;
using Ramus.Cni.PluginSide;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;

namespace Ramus.Testing.Cni;

/// <summary>
/// A node in a directory: script plugins, rendered networks, the plugin's state. Calls the plugin inside this process,
/// as containerd would; the script plugin `default` runs the default network.
/// </summary>
/// <param name="plugin">The plugin under test.</param>
public sealed class ScratchNode(ICniPlugin plugin) : IDisposable
{
    /// <summary>One namespace for the whole test run; nothing is ever created in it.</summary>
    private static readonly Lazy<PodNamespace> Namespace = new(() => new PodNamespace());

    private readonly ScratchDirectory scratch = new();

    public ScriptPlugins Plugins { get; } = new("default", "one", "two", "three");

    /// <summary>Additional keys of the plugin's configuration.</summary>
    public JsonObject Settings { get; } = [];

    /// <summary>The annotations that the runtime passes; null for a runtime that passes none.</summary>
    public Dictionary<string, string>? Annotations { get; set; } = [];

    /// <summary>The runtime's other capability arguments.</summary>
    public JsonObject RuntimeConfig { get; } = [];

    public string Delegates { get; set; } = """[{"cniVersion":"1.0.0","name":"cluster","type":"default"}]""";

    public string CniVersion { get; set; } = "1.0.0";

    public string Args { get; set; } =
        "IgnoreUnknown=1;K8S_POD_NAMESPACE=shop;K8S_POD_NAME=web;K8S_POD_INFRA_CONTAINER_ID=pod-1;K8S_POD_UID=uid-1";

    public string Netns { get; set; } = Namespace.Value.Path;

    public string State => scratch["state"];

    /// <summary>The directory into which the node agent renders networks.</summary>
    public string Rendered => scratch["networks.d"];

    public string Socket => scratch["node.sock"];

    public string DeviceInfo => scratch["devinfo"];

    /// <summary>All stored records and reports.</summary>
    public IReadOnlyList<string> Remembered => !Directory.Exists(State)
        ? []
        : [.. Directory.EnumerateFiles(State, "*", SearchOption.AllDirectories).Where(
            file => Path.GetFileName(file) is not ("lock" or "line"))];

    public string RecordFile => Directory.EnumerateFiles($"{State}/attachments").ShouldHaveSingleItem();

    public StatusReport Report =>
        StatusReport.Parse(File.ReadAllBytes(Directory.EnumerateFiles($"{State}/spool").ShouldHaveSingleItem()));

    /// <summary>Sets the networks annotation, in its short or JSON form.</summary>
    public ScratchNode Asking(string annotation)
    {
        Annotations![Ramus.Contract.Selection.Annotations.Networks] = annotation;
        return this;
    }

    /// <summary>
    /// Writes a network where the node agent renders it; by default the script plugin with the network's name runs it.
    /// </summary>
    public ScratchNode Render(string key, string? config = null)
    {
        var name = key.Split('/')[1];
        var text = config ?? $$"""{"cniVersion":"1.0.0","name":"{{name}}","plugins":[{"type":"{{name}}"}]}""";
        scratch.Write($"networks.d/networks/{key}.conflist", text);
        return this;
    }

    public void Unrender() => Directory.Delete(scratch["networks.d"], recursive: true);

    public PluginAnswer Add(string container = "pod-1") => Call("ADD", container);

    public PluginAnswer Delete(string container = "pod-1") => Call("DEL", container);

    public PluginAnswer Check(string container = "pod-1") => Call("CHECK", container);

    public PluginAnswer Status() => Call("STATUS", "");

    /// <summary>GC with a list of living containers; null omits the list.</summary>
    public PluginAnswer CollectGarbage(params string[]? living)
    {
        if (living is not null)
        {
            Settings["cni.dev/valid-attachments"] = new JsonArray(
                [.. living.Select(id => new JsonObject { ["containerID"] = id, ["ifname"] = "eth0" })]);
        }

        try
        {
            return Call("GC", "");
        }
        finally
        {
            Settings.Remove("cni.dev/valid-attachments");
        }
    }

    public PluginAnswer Call(string command, string container) => new PluginRun()
        .With("CNI_COMMAND", command)
        .With("CNI_CONTAINERID", container)
        .With("CNI_NETNS", container.Length == 0 ? "" : Netns)
        .With("CNI_IFNAME", container.Length == 0 ? "" : "eth0")
        .With("CNI_ARGS", container.Length == 0 ? "" : Args)
        .With("CNI_PATH", "/no/such/bin")
        .Reading(Configuration())
        .Of(plugin);

    public FakeAgent StartAgent() => new(Socket);

    public void Dispose()
    {
        Plugins.Dispose();
        scratch.Dispose();
    }

    private string Configuration()
    {
        var config = new JsonObject
        {
            ["cniVersion"] = CniVersion,
            ["name"] = "ramus",
            ["type"] = "ramus",
            ["delegates"] = JsonNode.Parse(Delegates),
            ["binDir"] = Plugins.Directory,
            ["ramusDir"] = scratch["networks.d"],
            ["cniDir"] = State,
            ["agentSocket"] = Socket,
            ["deviceInfoDir"] = DeviceInfo,
        };
        foreach (var (key, value) in Settings)
        {
            config[key] = value?.DeepClone();
        }

        var arguments = RuntimeConfig.DeepClone().AsObject();
        if (Annotations is not null)
        {
            arguments[RuntimeAnnotations.Capability] =
                new JsonObject(Annotations.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        }

        if (arguments.Count > 0)
        {
            config["runtimeConfig"] = arguments;
        }

        return config.ToJsonString();
    }
}
