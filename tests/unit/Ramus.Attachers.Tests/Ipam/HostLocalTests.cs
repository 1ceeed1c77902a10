using System.Collections.Concurrent;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Processes;

namespace Ramus.Attachers.Tests.Ipam;

/// <summary>The store of leases, which the program and the built-in plugin share.</summary>
public sealed class HostLocalTests : IDisposable
{
    private const int Pods = 60;
    private const string Program = "/usr/lib/cni/host-local";

    private static readonly Delegates Ours = new(new PluginPath([]), new BuiltInPlugins(BuiltInChoice.Auto));
    private static readonly Delegates Original = new(new PluginPath([Path.GetDirectoryName(Program)!]));

    private readonly ScratchDirectory scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    [Trait("Needs", "Root")]
    public void Pods_that_start_at_once_never_share_an_address()
    {
        Assert.SkipUnless(File.Exists(Program), $"{Program} is not installed");
        var addresses = new ConcurrentBag<string>();

        Parallel.For(0, Pods, pod => addresses.Add(Add(pod % 2 == 0 ? Ours : Original, $"pod-{pod}")));

        addresses.Distinct().Count().ShouldBe(Pods);
        Leases.Count.ShouldBe(Pods);
        Parallel.For(0, Pods, pod => Execute(pod % 2 == 0 ? Original : Ours, "DEL", $"pod-{pod}"));
        Leases.ShouldBeEmpty();
    }

    [Fact]
    public void A_lease_and_its_directory_are_as_private_as_those_of_the_program()
    {
        Add(Ours, "pod-1").ShouldBe("10.50.0.2/24");

        File.GetUnixFileMode(scratch["net/10.50.0.2"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.ReadAllText(scratch["net/10.50.0.2"]).ShouldBe("pod-1\r\neth0");
        File.ReadAllText(scratch["net/last_reserved_ip.0"]).ShouldBe("10.50.0.2");
    }

    [Theory]
    [InlineData("pod-1\r\neth0")]
    [InlineData("pod-1\r\n")]
    [InlineData("")]
    public void What_a_killed_ADD_was_writing_takes_no_address(string written)
    {
        scratch.Write("net/10.50.0.2.tmp", written);

        scratch.Write("net/last_reserved_ip.0.tmp", written);
        scratch.Write("net/others.tmp", written);

        Add(Ours, "pod-1").ShouldBe("10.50.0.2/24");
        Execute(Ours, "DEL", "pod-1");

        scratch.Names("net").Except(["lock", "last_reserved_ip.0", "others.tmp"]).ShouldBeEmpty();
    }

    [Fact]
    public void DEL_before_any_ADD_creates_nothing()
    {
        Execute(Ours, "DEL", "pod-1");

        scratch.Names().ShouldBeEmpty();
    }

    [Fact]
    public void A_lock_that_is_held_for_too_long_is_told()
    {
        Add(Ours, "pod-1");
        using var held = Ramus.Linux.Files.FileLock.TryTake(scratch["net/lock"], TimeSpan.Zero);

        var failure = Should.Throw<CniException>(
            () => Ours.Of("host-local").Execute(Call("ADD", "pod-2") with { Limits = ChildLimits.In(TimeSpan.Zero) }));

        failure.Error.Code.ShouldBe(CniErrorCode.TryAgainLater);
        failure.Message.ShouldContain(scratch["net/lock"]);
    }

    [Theory]
    [InlineData("mkfifo")]
    [InlineData("mkdir")]
    public void A_hostile_object_among_the_leases_does_not_block(string command)
    {
        Directory.CreateDirectory(scratch["net"]);
        Command.Run(command, scratch["net/10.50.0.2"]);

        Add(Ours, "pod-1").ShouldStartWith("10.50.0.");
        Execute(Ours, "DEL", "pod-1");
    }

    private IReadOnlyList<string> Leases =>
        [.. scratch.Names("net").Where(name => char.IsDigit(name[0]))];

    private string Add(Delegates plugins, string pod) =>
        AttachmentResult.Read(Execute(plugins, "ADD", pod), "1.0.0", "host-local").Result.Ips[0].Address;

    private ReadOnlyMemory<byte> Execute(Delegates plugins, string command, string pod) =>
        plugins.Of("host-local").Execute(Call(command, pod));

    private DelegateCall Call(string command, string pod) => new()
    {
        Command = command,
        Network = Json.Network($$"""
            {"cniVersion":"1.0.0","name":"net","plugins":[{"type":"macvlan",
             "ipam":{"type":"host-local","subnet":"10.50.0.0/24","dataDir":"{{scratch.Path}}"} }]}
            """),
        Index = 0,
        Attachment = new() { ContainerId = pod, Netns = "/nosuch", IfName = "eth0" },
        Limits = ChildLimits.In(Patience.Limit),
    };
}
