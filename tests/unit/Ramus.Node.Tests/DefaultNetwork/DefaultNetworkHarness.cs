using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Ramus.Contract.NodeDisk;
using Ramus.Node.DefaultNetwork;

namespace Ramus.Node.Tests.DefaultNetwork;

/// <summary>A directory with the runtime's configurations, and a renderer for it.</summary>
public abstract class DefaultNetworkHarness : IDisposable
{
    protected const string Flannel =
        """{"cniVersion":"0.3.1","name":"cbr0","plugins":[{"type":"flannel","delegate":{"mtu":1450.0}},"""
        + """{"type":"portmap","capabilities":{"portMappings":true,"x":false}}]}""";

    protected const string Calico = """{"name":"k8s-pod-network","plugins":[{"type":"calico"}]}""";

    protected DefaultNetworkHarness() => Renderer = NewRenderer();

    protected ScratchDirectory Conf { get; } = new();

    protected FakeTimeProvider Time { get; } = new();

    private protected DefaultNetworkRenderer Renderer { get; }

    public void Dispose()
    {
        Conf.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A new renderer, as after a restart of the agent.</summary>
    private protected DefaultNetworkRenderer NewRenderer() =>
        new(new NodeFiles(Conf.Path), () => new() { BinDir = "/host/bin" }, Time);

    protected string Ours() => File.ReadAllText(Conf[NodeLayout.RuntimeConfig]);

    protected IReadOnlyList<string?> Types(string fileName = NodeLayout.RuntimeConfig) =>
        [.. JsonDocument.Parse(File.ReadAllText(Conf[fileName])).RootElement.GetProperty("plugins").EnumerateArray()
            .Select(plugin => plugin.GetProperty("type").GetString())];

    protected void Append(string plugin, string fileName = NodeLayout.RuntimeConfig)
    {
        var text = File.ReadAllText(Conf[fileName]);
        var end = text.LastIndexOf(']');
        File.WriteAllText(Conf[fileName], text[..end] + "," + plugin + text[end..]);
    }
}
