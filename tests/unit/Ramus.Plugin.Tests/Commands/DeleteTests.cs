using System.Text.Json.Nodes;

namespace Ramus.Plugin.Tests.Commands;

/// <summary>DEL works from the record alone, can be repeated, and after a failure handles only the rest.</summary>
public sealed class DeleteTests : IDisposable
{
    private readonly ScratchNode node = new ScratchNode(new RamusPlugin()).Render("shop/one").Render("shop/two");

    public void Dispose() => node.Dispose();

    [Fact]
    public void Everything_is_detached_in_reverse_with_what_ADD_used()
    {
        node.Plugins.Answer("one", "ADD", """{"cniVersion":"1.0.0","dns":{"domain":"one"}}""");
        node.Asking("one,two").Add().ShouldSucceed();
        var added = node.Plugins.Calls;
        node.Plugins.Forget();

        node.Delete().ShouldSucceed();

        var deleted = node.Plugins.Calls;
        node.Plugins.Log.ShouldBe(["DEL two net2", "DEL one net1", "DEL default eth0"]);
        deleted[1].Text("prevResult").ShouldBe("""{"cniVersion":"1.0.0","dns":{"domain":"one"}}""");
        foreach (var (before, after) in added.Zip(deleted.Reverse()))
        {
            after.Args.ShouldBe(before.Args);
            after.Environment["CNI_CONTAINERID"].ShouldBe("pod-1");
            after.Environment["CNI_NETNS"].ShouldBe(node.Netns);
            after.Environment["CNI_PATH"].ShouldBe(before.Environment["CNI_PATH"]);
            after.Text("name").ShouldBe(before.Text("name"));
        }

        node.Remembered.ShouldBeEmpty();
    }

    [Fact]
    public void Devices_requests_and_arguments_are_those_of_ADD()
    {
        using (var agent = node.StartAgent())
        {
            agent.Devices["r/d"] = ["0000:03:02.0"];
            node.Render("shop/one", """
                {"cniVersion":"1.0.0","name":"one","ramus.dev/resourceName":"r/d",
                 "plugins":[{"type":"one","capabilities":{"mac":true},"big":9007199254740993,"text":"a  \"b\" \\ \u00e9"}]}
                """);
            node.Asking("""[{"name":"one","mac":"02:00:00:00:00:05","cni-args":{"a":"b"}}]""").Add().ShouldSucceed();
        }

        var added = node.Plugins.Calls[1];
        node.Plugins.Forget();
        node.Delete().ShouldSucceed();

        var deleted = JsonNode.Parse(node.Plugins.Calls[0].Input)!.AsObject();
        deleted.Remove("prevResult");
        deleted.ToJsonString().ShouldBe(JsonNode.Parse(added.Input)!.ToJsonString());
        deleted["deviceID"]!.GetValue<string>().ShouldBe("0000:03:02.0");
    }

    [Fact]
    public void Networks_pod_agent_and_namespace_may_be_gone_and_the_configuration_changed()
    {
        node.Asking("one,two").Add().ShouldSucceed();
        node.Plugins.Forget();
        node.Unrender();
        node.Annotations = null;
        node.Args = "";
        node.Netns = "";
        node.Delegates = """[{"cniVersion":"0.4.0","name":"other","type":"three"}]""";

        node.Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL two net2", "DEL one net1", "DEL default eth0"]);
        node.Plugins.Calls.ShouldAllBe(call => call.Environment["CNI_NETNS"].Length == 0);
        node.Plugins.Calls.ShouldAllBe(call => call.Args.Contains("K8S_POD_NAME=web"));
        node.Plugins.Calls[2].Text("name").ShouldBe("\"cluster\"");
    }

    [Fact]
    public void A_network_edited_after_ADD_is_detached_as_it_was()
    {
        node.Render("shop/one", """{"cniVersion":"1.0.0","name":"one","plugins":[{"type":"one","mark":"old"}]}""");
        node.Asking("one").Add().ShouldSucceed();
        node.Render("shop/one", """{"cniVersion":"1.0.0","name":"one","plugins":[{"type":"two","mark":"new"}]}""");
        node.Plugins.Forget();

        node.Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL one net1", "DEL default eth0"]);
        node.Plugins.Calls[0].Text("mark").ShouldBe("\"old\"");
    }

    [Fact]
    public void A_namespace_path_that_leads_to_the_node_reaches_nobody()
    {
        node.Add().ShouldSucceed();
        node.Plugins.Forget();
        node.Netns = "/proc/self/ns/net";

        node.Delete().ShouldSucceed();

        node.Plugins.Calls[0].Environment["CNI_NETNS"].ShouldBeEmpty();
    }

    [Fact]
    public void Repeated_it_succeeds_every_time()
    {
        node.Asking("one").Add().ShouldSucceed();

        for (var time = 0; time < 5; time++)
        {
            node.Delete().ShouldSucceed();
            node.Netns = "";
        }

        node.Plugins.Log.Count(call => call == "DEL one net1").ShouldBe(1);
        node.Remembered.ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_record_the_configurations_own_delegates_are_detached()
    {
        node.Delegates =
            """[{"cniVersion":"1.0.0","name":"cluster","type":"default"},{"cniVersion":"1.0.0","name":"all","type":"three"}]""";

        node.Asking("one").Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL three net1", "DEL default eth0"]);
        node.Remembered.ShouldBeEmpty();
    }

    [Fact]
    public void One_failure_does_not_stop_the_others_and_a_retry_does_the_rest_only()
    {
        node.Asking("one,two").Add().ShouldSucceed();
        node.Plugins.Forget();
        node.Plugins.Fail("one", "DEL", 11, "not now");

        node.Delete().ShouldFail(11)
            .ShouldBe("network 'shop/one', interface 'net1': plugin 'one' failed (DEL): not now");
        node.Plugins.Log.ShouldBe(["DEL two net2", "DEL one net1", "DEL default eth0"]);
        node.Plugins.Forget();
        node.Delete().ShouldFail(11);
        node.Plugins.Behave("one", "DEL");
        node.Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL one net1", "DEL one net1"]);
        node.Remembered.ShouldBeEmpty();
    }

    [Fact]
    public void All_of_several_failures_are_reported()
    {
        node.Asking("one,two").Add().ShouldSucceed();
        node.Plugins.Fail("one", "DEL", 11, "first");
        node.Plugins.Fail("two", "DEL", 12, "second");

        node.Delete().ShouldFail(12).ShouldBe(
            "network 'shop/two', interface 'net2': plugin 'two' failed (DEL): second / "
            + "network 'shop/one', interface 'net1': plugin 'one' failed (DEL): first");
    }

    [Fact]
    public void A_missing_binary_is_told_and_installing_it_clears_the_error()
    {
        node.Asking("one").Add().ShouldSucceed();
        node.Plugins.Uninstall("one");

        node.Delete().ShouldFail(7).ShouldContain("plugin 'one' is not installed");
        node.Plugins.Install("one");

        node.Delete().ShouldSucceed();
        node.Remembered.ShouldBeEmpty();
    }

    [Fact]
    public void DEL_of_a_finished_attachment_fails_until_it_is_detached()
    {
        node.Asking("one").Add().ShouldSucceed();
        node.Plugins.Fail("one", "DEL", 7, "busy");

        for (var attempt = 0; attempt < 6; attempt++)
        {
            node.Delete().ShouldFail(7);
        }

        node.Plugins.Log.Count(call => call == "DEL default eth0").ShouldBe(1);
    }

    [Fact]
    public void A_configuration_without_a_usable_default_network_does_not_keep_the_pod()
    {
        node.Asking("one").Add().ShouldSucceed();
        node.Plugins.Forget();
        node.Delegates = "[]";

        node.Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL one net1", "DEL default eth0"]);
    }
}
