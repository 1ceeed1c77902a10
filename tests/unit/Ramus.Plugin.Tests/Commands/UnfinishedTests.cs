
namespace Ramus.Plugin.Tests.Commands;

/// <summary>
/// DEL of an attachment whose ADD failed: a plugin may already have allocated an address, which only its DEL frees.
/// </summary>
public sealed class UnfinishedTests : IDisposable
{
    private readonly ScratchNode node =
        new ScratchNode(new RamusPlugin()) { CniVersion = "1.1.0" }.Render("shop/one").Render("shop/two");

    public void Dispose() => node.Dispose();

    [Theory]
    [InlineData(11, "busy", 30)]
    [InlineData(999, "dial tcp 10.0.0.1:443: connect: connection refused", 8)]
    [InlineData(5, "read-only file system", 8)]
    [InlineData(100, "lookup api: i/o timeout", 8)]
    public void DEL_fails_while_the_cause_can_pass_and_frees_the_address_then(int code, string message, int times)
    {
        FailAddOf("one", code, message);

        for (var time = 0; time < times; time++)
        {
            node.Delete().ShouldFail(code).ShouldContain(message);
        }

        node.Remembered.ShouldNotBeEmpty();
        node.Plugins.Behave("one", "DEL");
        node.Plugins.Forget();
        node.Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL one net1"]);
        node.Remembered.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(7, "no such master", 1)]
    [InlineData(2, "unknown mode", 1)]
    [InlineData(999, "no answer", 9)]
    public void A_given_up_attachment_is_kept_until_GC_frees_it(int code, string message, int deletions)
    {
        FailAddOf("one", code, message);
        for (var deletion = 1; deletion < deletions; deletion++)
        {
            node.Delete().ShouldFail(code);
        }

        node.Delete().ShouldSucceed();
        node.Delete().ShouldSucceed();
        node.CollectGarbage([]).ShouldSucceed();
        node.Remembered.Select(Path.GetFileName).ShouldBe(["pod-1.jsonl"], "GC frees nothing that its plugin refuses");

        node.Plugins.Behave("one", "DEL");
        node.Plugins.Forget();
        node.CollectGarbage([]).ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL one net1"]);
        node.Remembered.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(7)]
    [InlineData(999)]
    public void A_plugin_that_refuses_ADD_and_DEL_for_the_same_reason_is_forgotten_at_the_DEL_after_ADD(int code)
    {
        node.Render("shop/one", """{"cniVersion":"1.0.0","name":"one","plugins":[{"type":"three"},{"type":"one"}]}""");
        node.Plugins.Fail("one", "ADD", code, "no such master");
        node.Plugins.Fail("one", "DEL", code, "no such master");

        node.Asking("one").Add().ShouldFail(code);
        node.Delete().ShouldSucceed();

        node.Plugins.Log.Skip(3).ShouldBe(
        [
            "DEL one net1", "DEL three net1", "DEL default eth0",
            "DEL one net1", "DEL three net1",
        ]);
        node.Remembered.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(7, "pod-1\r\nnet1", true)]
    [InlineData(100, "pod-1\r\nnet1", true)]
    [InlineData(999, "pod-1\r\nnet1", true)]
    [InlineData(999, "pod-1", true)]
    [InlineData(999, "pod-1\r\nnet2", false)]
    [InlineData(999, "pod-2\r\nnet1", false)]
    [InlineData(999, null, false)]
    public void A_plugin_that_refuses_both_is_remembered_while_its_address_is_allocated(
        int code, string? owner, bool isKept)
    {
        using var leases = new ScratchDirectory();
        if (owner is not null)
        {
            leases.Write("one/10.9.0.2", owner);
        }

        node.Render("shop/one", $$"""
            {"cniVersion":"1.0.0","name":"one","type":"one","ipam":{"type":"host-local","dataDir":"{{leases.Path}}"} }
            """);
        node.Plugins.Fail("one", "ADD", code, "connection refused");
        node.Plugins.Fail("one", "DEL", code, "connection refused");
        node.Asking("one").Add().ShouldFail(code);

        var deletions = 1;
        while (deletions < 20 && node.Delete().Status != 0)
        {
            deletions++;
        }

        deletions.ShouldBe(isKept && code != 7 ? 9 : 1);
        node.Remembered.Select(Path.GetFileName).ShouldBe(isKept ? ["pod-1.jsonl"] : []);
        if (isKept)
        {
            node.Plugins.Behave("one", "DEL");
            node.CollectGarbage([]).ShouldSucceed();
            node.Remembered.ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("whereabouts", true, 999, true)]
    [InlineData("dhcp", true, 100, true)]
    [InlineData("own-ipam", true, 7, true)]
    [InlineData("whereabouts", false, 999, false)]
    [InlineData("static", true, 999, false)]
    public void A_plugin_that_refuses_both_is_remembered_when_its_IPAM_plugin_may_have_an_address(
        string ipam, bool isInstalled, int code, bool isKept)
    {
        if (isInstalled)
        {
            node.Plugins.Install(ipam);
        }

        node.Render(
            "shop/one", $$"""{"cniVersion":"1.0.0","name":"one","type":"one","ipam":{"type":"{{ipam}}"} }""");
        node.Plugins.Fail("one", "ADD", code, "connection refused");
        node.Plugins.Fail("one", "DEL", code, "connection refused");
        node.Asking("one").Add().ShouldFail(code);

        var deletions = 1;
        while (deletions < 20 && node.Delete().Status != 0)
        {
            deletions++;
        }

        deletions.ShouldBe(isKept && code != 7 ? 9 : 1);
        node.Remembered.Select(Path.GetFileName).ShouldBe(isKept ? ["pod-1.jsonl"] : []);
    }

    [Fact]
    public void A_plugin_that_times_out_at_ADD_and_DEL_is_asked_until_it_answers()
    {
        node.Plugins.Fail("one", "ADD", 11, "busy");
        node.Plugins.Fail("one", "DEL", 11, "busy");
        node.Asking("one").Add().ShouldFail(11);

        for (var time = 0; time < 12; time++)
        {
            node.Delete().ShouldFail(11);
        }

        node.Plugins.Behave("one", "DEL");
        node.Delete().ShouldSucceed();
        node.Remembered.ShouldBeEmpty();
    }

    [Fact]
    public void Another_attachment_that_fails_still_fails_the_DEL()
    {
        node.Plugins.Fail("one", "DEL", 7, "busy");
        FailAddOf("two", 7, "no such master");

        node.Delete().ShouldFail(7).ShouldContain("busy");
        node.Plugins.Behave("one", "DEL");
        node.Delete().ShouldSucceed();

        node.Remembered.Select(Path.GetFileName).ShouldBe(["pod-1.jsonl"]);
    }

    [Fact]
    public void A_retry_with_the_same_container_replaces_what_was_given_up()
    {
        FailAddOf("one", 7, "no such master");
        node.Delete().ShouldSucceed();
        node.Plugins.Behave("one", "ADD");
        node.Plugins.Behave("one", "DEL");

        node.Add().ShouldSucceed();
        node.Delete().ShouldSucceed();

        node.Remembered.ShouldBeEmpty();
    }

    // The undoing of ADD is the first try of DEL.
    private void FailAddOf(string type, int code, string message)
    {
        node.Plugins.Fail(type, "ADD", 123, "expected plugin failure");
        node.Plugins.Fail(type, "DEL", code, message);
        node.Asking("one,two").Add().ShouldFail(123);
    }
}
