using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Linux.Processes;

namespace Ramus.Cni.Tests.RuntimeSide;

/// <summary>tuning leaves its file behind when it finds no namespace.</summary>
public sealed class TuningBackupsTests : IDisposable
{
    private readonly ScriptPlugins plugins = new("tuning", "one");
    private readonly ScratchDirectory scratch = new();

    public TuningBackupsTests()
    {
        scratch.Write("pod-1_eth0.json", "{}");
        scratch.Write("pod-1_net1.json", "{}");
        scratch.Write("pod-2_eth0.json", "{}");
    }

    public void Dispose()
    {
        plugins.Dispose();
        scratch.Dispose();
    }

    [Theory]
    [InlineData("tuning", "", false)]
    [InlineData("tuning", "/no/such/netns", false)]
    [InlineData("tuning", "/proc/self/ns/net", true)]
    [InlineData("one", "", true)]
    public void Without_the_namespace_the_attachments_file_is_removed(string type, string netns, bool stays)
    {
        Delete(type, netns, scratch.Path);

        File.Exists(scratch["pod-1_eth0.json"]).ShouldBe(stays);
        Directory.EnumerateFiles(scratch.Path).Count().ShouldBe(stays ? 3 : 2);
    }

    [Fact]
    public void A_DEL_that_failed_keeps_it()
    {
        plugins.Fail("tuning", "DEL", 11, "not now");

        Should.Throw<CniException>(() => Delete("tuning", "", scratch.Path));

        File.Exists(scratch["pod-1_eth0.json"]).ShouldBeTrue();
    }

    [Theory]
    [InlineData("relative")]
    [InlineData("/etc\\u0000x")]
    [InlineData("/no/such/folder")]
    public void A_folder_that_nobody_means_in_earnest_stops_no_DEL(string directory) => Delete("tuning", "", directory);

    private void Delete(string type, string netns, string directory)
    {
        var network = Json.Network(
            $$"""{"cniVersion":"1.0.0","name":"net","plugins":[{"type":"{{type}}","dataDir":"{{directory}}"}]}""");
        var attachment = new AttachmentParameters { ContainerId = "pod-1", Netns = netns, IfName = "eth0" };
        plugins.Answer("one", "DEL", "");
        new NetworkRuntime(new Delegates(plugins.Path), ChildLimits.In(TimeSpan.FromSeconds(10)))
            .Delete(network, attachment, null);
    }
}
