
namespace Ramus.Plugin.Tests.Commands;

public sealed class StatusTests : IDisposable
{
    private readonly ScratchNode node = new(new RamusPlugin()) { CniVersion = "1.1.0" };

    public void Dispose() => node.Dispose();

    [Fact]
    public void A_default_network_of_1_1_0_is_asked()
    {
        node.Delegates = """[{"cniVersion":"1.1.0","name":"cluster","type":"default"}]""";

        var answer = node.Status();

        answer.ShouldSucceed();
        answer.Output.ShouldBeEmpty();
        node.Plugins.Log.ShouldBe(["STATUS default"]);
    }

    [Fact]
    public void An_older_default_network_is_ready_when_its_plugins_are_there()
    {
        node.Status().ShouldSucceed();

        node.Plugins.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(50)]
    [InlineData(51)]
    public void Its_code_is_kept(int code)
    {
        node.Delegates = """[{"cniVersion":"1.1.0","name":"cluster","type":"default"}]""";
        node.Plugins.Fail("default", "STATUS", code, "status failed");

        node.Status().ShouldFail(code).ShouldContain("status failed");
    }

    [Fact]
    public void A_missing_plugin_of_the_default_network_means_not_ready()
    {
        node.Plugins.Uninstall("default");

        var answer = node.Status();

        answer.ShouldFail(50).ShouldContain("default network 'cluster': plugin 'default' is not installed");
        answer.Details.ShouldContain("install");
    }

    [Fact]
    public void Below_1_1_0_there_is_no_STATUS()
    {
        node.CniVersion = "1.0.0";

        node.Status().ShouldFail(1);
    }

    [Fact]
    public void State_that_cannot_be_kept_means_not_ready()
    {
        node.Settings["cniDir"] = "/proc/no/such/place";

        node.Status().ShouldFail(50).ShouldContain("/proc/no");
    }
}
