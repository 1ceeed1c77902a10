
namespace Ramus.Plugin.Tests.Commands;

public sealed class CheckTests : IDisposable
{
    private readonly ScratchNode node = new ScratchNode(new RamusPlugin()).Render("shop/one").Render("shop/two");

    public void Dispose() => node.Dispose();

    [Fact]
    public void Every_attachment_is_checked_with_its_result()
    {
        node.Plugins.Answer("one", "ADD", """{"cniVersion":"1.0.0","dns":{"domain":"one"}}""");
        node.Asking("one,two").Add().ShouldSucceed();
        node.Plugins.Forget();

        var answer = node.Check();

        answer.ShouldSucceed();
        answer.Output.ShouldBeEmpty();
        node.Plugins.Log.ShouldBe(["CHECK default eth0", "CHECK one net1", "CHECK two net2"]);
        node.Plugins.Calls[1].Text("prevResult").ShouldBe("""{"cniVersion":"1.0.0","dns":{"domain":"one"}}""");
    }

    [Fact]
    public void A_failure_names_network_and_interface_and_keeps_its_code()
    {
        node.Asking("one").Add().ShouldSucceed();
        node.Plugins.Fail("one", "CHECK", 123, "it is gone");

        node.Check().ShouldFail(123)
            .ShouldBe("network 'shop/one', interface 'net1': plugin 'one' failed (CHECK): it is gone");
    }

    [Fact]
    public void An_unknown_container_is_said_to_be_unknown() => node.Check().ShouldFail(3).ShouldContain("pod-1");

    [Theory]
    [InlineData("""{"cniVersion":"0.3.1","name":"one","plugins":[{"type":"one"}]}""")]
    [InlineData("""{"cniVersion":"1.0.0","name":"one","disableCheck":true,"plugins":[{"type":"one"}]}""")]
    [InlineData("""{"cniVersion":"1.0.0","name":"one","plugins":[{"type":"one","ipam":{"type":"whereabouts"}}]}""")]
    public void Networks_without_CHECK_are_skipped(string network)
    {
        node.Render("shop/one", network).Asking("one,two").Add().ShouldSucceed();
        node.Plugins.Fail("one", "CHECK", 999, "not implemented");
        node.Plugins.Forget();

        node.Check().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["CHECK default eth0", "CHECK two net2"]);
    }

    [Fact]
    public void Nothing_of_it_asks_the_agent_or_reads_a_network()
    {
        node.Asking("one").Add().ShouldSucceed();
        node.Unrender();
        node.Annotations = null;

        node.Check().ShouldSucceed();
    }
}
