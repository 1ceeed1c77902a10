using System.CommandLine;
using System.Text.Json;
using Ramus.Attachments.Settings;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;
using Ramus.Node.Hosting;

namespace Ramus.Node.Tests.Hosting;

/// <summary>The chart's settings for the plugin arrive in it, through the agent's options and its file.</summary>
public sealed class PluginOptionsTests
{
    private const string What = "configuration";

    [Fact]
    public void Every_setting_arrives_as_the_plugin_reads_it()
    {
        var plugin = Render(
            "--concurrent-adds=16", "--multus-runtime-config=true", "--readiness-file=/run/ready",
            "--allow-missing-device=true", "--plugin-log-file=/var/log/ramus.log", "--plugin-log-level=verbose",
            "--plugin-log-max-size=10", "--plugin-timeouts=add=1,undo=2,delete=3,check=4,gc=5,status=6");

        plugin.GetProperty("concurrentAdds").GetInt32().ShouldBe(16);
        Budget.Read(plugin, What).ShouldBe(new Budget
        {
            Add = TimeSpan.FromSeconds(1),
            Undo = TimeSpan.FromSeconds(2),
            Delete = TimeSpan.FromSeconds(3),
            Check = TimeSpan.FromSeconds(4),
            CollectGarbage = TimeSpan.FromSeconds(5),
            Status = TimeSpan.FromSeconds(6),
        });
        LogSettings.Read(plugin, What).ShouldBe(new LogSettings("/var/log/ramus.log", LogLevel.Verbose, 10 << 20));
        var settings = RamusConflistSettings.Read(plugin, What);
        settings.MultusRuntimeConfig.ShouldBeTrue();
        settings.AllowMissingDevice.ShouldBeTrue();
        settings.ReadinessFile.ShouldBe("/run/ready");
    }

    [Fact]
    public void Without_options_the_plugin_has_its_own_defaults()
    {
        var plugin = Render();

        plugin.EnumerateObject().Select(key => key.Name).ShouldNotContain(name =>
            name == "concurrentAdds" || name == "timeouts" || name == "compatibility"
            || name == "readinessindicatorfile" || name.StartsWith("log"));
        Budget.Read(plugin, What).ShouldBe(new Budget());
    }

    private static JsonElement Render(params string[] arguments)
    {
        AgentOptions? read = null;
        var root = new RootCommand
        {
            AgentCommand.Create(
                (options, _) =>
                {
                    read = options;
                    return Task.FromResult(0);
                },
                _ => null),
        };
        root.Parse(["agent", .. arguments]).Invoke().ShouldBe(0);
        var network = NetworkConfig.Parse("""{"name":"cbr0","type":"bridge"}"""u8.ToArray(), "10-bridge.conf");
        return NetworkConfig.Parse(RamusConflist.Render(read!.ToSettings(), "10-bridge.conf", network, []), "list")
            .Plugins.ShouldHaveSingleItem().Element;
    }
}
