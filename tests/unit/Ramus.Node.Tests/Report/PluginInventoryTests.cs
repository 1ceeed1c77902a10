using System.Diagnostics;
using Ramus.Node.Report;

namespace Ramus.Node.Tests.Report;

public sealed class PluginInventoryTests : IDisposable
{
    private readonly ScratchDirectory root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public void Each_plugin_is_listed_with_the_versions_that_it_answers()
    {
        Plugin("macvlan", """echo '{"cniVersion":"1.0.0","supportedVersions":["0.4.0","1.0.0"]}'""");
        Plugin("bridge", "exit 3");
        Plugin("broken", "echo nonsense");
        root.Write("README", "not executable");
        Plugin("tuning.old", "exit 1");

        var plugins = new PluginInventory(root.Path).Look(Named("broken"));

        plugins.Select(plugin => plugin.Name).ShouldBe(["bridge", "broken", "macvlan"]);
        plugins[2].CniVersions.ShouldBe(["0.4.0", "1.0.0"]);
        plugins[2].Problem.ShouldBeNull();
        plugins[0].Problem.ShouldBe("failed with status 3 when asked for its VERSION");
        plugins[1].Problem!.ShouldStartWith("its answer to VERSION cannot be read");
    }

    [Fact]
    public void A_plugin_is_asked_again_only_when_its_file_is_another()
    {
        Plugin("macvlan", $$"""echo asked >> {{root["calls"]}}; echo '{"supportedVersions":["0.4.0"]}'""");
        var inventory = new PluginInventory(root.Path);
        inventory.Look(Named());
        inventory.Look(Named());
        File.ReadAllLines(root["calls"]).Length.ShouldBe(1);

        Plugin("macvlan", """echo '{"supportedVersions":["1.1.0"]}'""");

        inventory.Look(Named())[0].CniVersions.ShouldBe(["1.1.0"]);
        File.ReadAllLines(root["calls"]).Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("0000: 00000002 00000000 00010000 0001 01 11 /run/cni/dhcp.sock\n", true)]
    [InlineData("0000: 00000002 00000000 00010000 0001 01 11 /host/run/cni/dhcp.sock\n", true)]
    [InlineData("0000: 00000002 00000000 00010000 0001 01 11 /run/other.sock\n", false)]
    [InlineData("", false)]
    [InlineData(null, true)]
    public void Dhcp_without_its_daemon_has_a_problem(string? sockets, bool isWell)
    {
        Plugin("dhcp", """echo '{"supportedVersions":["1.0.0"]}'""");
        Plugin("macvlan", """echo '{"supportedVersions":["1.0.0"]}'""");
        using var proc = new ScratchDirectory();
        if (sockets is not null)
        {
            proc.Write("unix", $"Num       RefCount Protocol Flags    Type St Inode Path\n{sockets}");
        }

        var plugins = new PluginInventory(root.Path, dhcp: new DhcpDaemon(proc["unix"])).Look(Named());

        plugins.Select(plugin => plugin.Problem).ShouldBe(
            [isWell ? null : "its daemon does not run: no process listens on /run/cni/dhcp.sock", null]);
        plugins[0].CniVersions.ShouldBe(["1.0.0"]);
    }

    [Fact]
    public void A_program_that_no_network_names_is_listed_and_never_run()
    {
        Plugin("install", $"touch {root["ran"]}");

        new PluginInventory(root.Path).Look(Named()).ShouldHaveSingleItem().Name.ShouldBe("install");

        File.Exists(root["ran"]).ShouldBeFalse();
    }

    [Fact]
    public void A_plugin_that_is_a_link_to_where_the_agent_cannot_see_counts_as_there_and_is_not_asked()
    {
        File.CreateSymbolicLink(root["macvlan"], "/elsewhere/on/the/node/macvlan");

        var plugin = new PluginInventory(root.Path).Look(Named("macvlan")).ShouldHaveSingleItem();

        plugin.Name.ShouldBe("macvlan");
        plugin.CniVersions.ShouldBeEmpty();
        plugin.Problem.ShouldBeNull();
    }

    [Fact]
    public void A_plugin_that_hangs_is_killed_and_reported()
    {
        Plugin("hangs", "sleep 60");
        var watch = Stopwatch.StartNew();

        var plugin = new PluginInventory(root.Path, TimeSpan.FromMilliseconds(200)).Look(Named("hangs"))
            .ShouldHaveSingleItem();

        plugin.Problem.ShouldBe("gave no answer to VERSION within 0.2 s");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void A_directory_that_is_not_there_has_no_plugins() =>
        new PluginInventory(root["none"]).Look(Named()).ShouldBeEmpty();

    private static HashSet<string> Named(params string[] names) => [.. names];

    private void Plugin(string name, string script)
    {
        var path = root[name];
        File.Delete(path);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
