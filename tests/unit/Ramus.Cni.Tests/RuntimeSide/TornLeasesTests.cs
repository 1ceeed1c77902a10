using System.Diagnostics;
using Ramus.Cni.RuntimeSide;
using Ramus.Linux.Files;
using Ramus.Linux.Processes;

namespace Ramus.Cni.Tests.RuntimeSide;

/// <summary>
/// If host-local is killed at the wrong moment, it leaves an empty file that it never removes (found by random kills).
/// </summary>
public sealed class TornLeasesTests : IDisposable
{
    private readonly ScriptPlugins plugins = new("bridge");
    private readonly ScratchDirectory scratch = new();
    private readonly AttachmentParameters attachment =
        new() { ContainerId = "pod-1", Netns = "/some/netns", IfName = "eth0" };

    public TornLeasesTests()
    {
        scratch.Write("ipam/net/lock", "");
        scratch.Write("ipam/net/last_reserved_ip.0", "");
        scratch.Write("ipam/net/10.1.0.2", "pod-0\r\neth0");
        scratch.Write("ipam/net/10.1.0.3", "");
        scratch.Write("ipam/net/fd00::3", "");
        scratch.Write("ipam/net/1", "");
        scratch.Write("ipam/other/10.1.0.3", "");
    }

    private IEnumerable<string?> Left =>
        Directory.EnumerateFiles(scratch["ipam/net"]).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    public void Dispose()
    {
        plugins.Dispose();
        scratch.Dispose();
    }

    [Fact]
    public void After_an_ADD_that_did_not_end_well_empty_leases_of_the_network_go()
    {
        Undo("host-local");

        Left.ShouldBe(["1", "10.1.0.2", "last_reserved_ip.0", "lock"]);
        File.Exists(scratch["ipam/other/10.1.0.3"]).ShouldBeTrue();
    }

    [Fact]
    public void Leases_of_another_IPAM_plugin_are_not_touched()
    {
        Undo("whereabouts");

        Left.Count().ShouldBe(6);
    }

    [Fact]
    public void While_host_local_holds_its_lock_nothing_is_touched()
    {
        using (FileLock.TryTake(scratch["ipam/net/lock"], TimeSpan.Zero).ShouldNotBeNull())
        {
            Undo("host-local");
        }

        Left.Count().ShouldBe(6);
    }

    [Theory]
    [InlineData(""" "/etc\u0000x" """)]
    [InlineData(""" "relative" """)]
    [InlineData("5")]
    public void A_directory_that_nobody_means_in_earnest_stops_no_DEL(string directory)
    {
        UndoIn(directory, "host-local");

        plugins.Calls.ShouldHaveSingleItem().Environment["CNI_COMMAND"].ShouldBe("DEL");
    }

    [Fact]
    public void A_pipe_in_place_of_the_lock_file_does_not_block()
    {
        File.Delete(scratch["ipam/net/lock"]);
        using (var mkfifo = Process.Start("mkfifo", scratch["ipam/net/lock"]))
        {
            mkfifo.WaitForExit();
        }

        Undo("host-local");

        plugins.Calls.ShouldHaveSingleItem();
    }

    private void Undo(string ipam) => UndoIn($"\"{scratch["ipam"]}\"", ipam);

    private void UndoIn(string directory, string ipam)
    {
        plugins.Answer("bridge", "DEL", "");
        var network = Json.Network(
            $$"""{"cniVersion":"1.0.0","name":"net","type":"bridge","ipam":{"type":"{{ipam}}","dataDir":{{directory}} } }""");
        new NetworkRuntime(new Delegates(plugins.Path), ChildLimits.In(TimeSpan.FromSeconds(10))).DeleteUnfinished(
            network, attachment);
    }
}
