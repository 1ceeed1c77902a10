
namespace Ramus.Plugin.Tests.Commands;

/// <summary>
/// GC: dead containers are detached from every network, living containers keep all their attachments.
/// </summary>
public sealed class GarbageTests : IDisposable
{
    private readonly ScratchNode node = new(new RamusPlugin()) { CniVersion = "1.1.0" };

    public GarbageTests()
    {
        node.Delegates = """[{"cniVersion":"1.1.0","name":"cluster","type":"default"}]""";
        node.Render("shop/one", """{"cniVersion":"1.1.0","name":"one","plugins":[{"type":"one"}]}""")
            .Render("shop/two");
        node.Asking("one,two").Add("dead").ShouldSucceed();
        node.Asking("one").Add("alive").ShouldSucceed();
        node.Plugins.Forget();
    }

    public void Dispose() => node.Dispose();

    [Fact]
    public void Dead_containers_are_detached_from_every_network_and_living_ones_are_kept()
    {
        var answer = node.CollectGarbage("alive");

        answer.ShouldSucceed();
        answer.Output.ShouldBeEmpty();
        var deletions = node.Plugins.Calls.Where(call => call.Command == "DEL").ToList();
        deletions.Select(call => call.ToString()).ShouldBe(["DEL two net2", "DEL one net1", "DEL default eth0"]);
        deletions.ShouldAllBe(
            call => call.Environment["CNI_CONTAINERID"] == "dead" && call.Environment["CNI_NETNS"].Length == 0);
        node.Remembered.Select(Path.GetFileNameWithoutExtension).ShouldAllBe(name => name == "alive");
    }

    [Fact]
    public void Every_network_of_1_1_0_is_told_its_own_living_attachments()
    {
        node.CollectGarbage("alive").ShouldSucceed();

        var told = node.Plugins.Calls.Where(call => call.Command == "GC").ToDictionary(call => call.Type);
        told.Keys.Order().ShouldBe(["default", "one"]);
        told["default"].Text("cni.dev/valid-attachments").ShouldBe("""[{"containerID":"alive","ifname":"eth0"}]""");
        told["one"].Text("cni.dev/valid-attachments").ShouldBe("""[{"containerID":"alive","ifname":"net1"}]""");
        told["one"].Text("name").ShouldBe("\"one\"");
    }

    [Fact]
    public void A_plugins_failure_does_not_tell_values_of_the_nodes_annotations()
    {
        node.Render("shop/hidden", """
            {"cniVersion":"1.1.0","name":"hidden","ramus.dev/hidden":[{"annotation":"pass","value":"7391-0246"}],
             "plugins":[{"type":"two","master":"7391-0246"}]}
            """);
        node.Asking("hidden").Add("living").ShouldSucceed();
        node.Plugins.Fail("two", "GC", 123, "no master 7391-0246");

        var message = node.CollectGarbage("alive", "living").ShouldFail(999);

        message.ShouldContain("no master ${node.annotations['pass']}");
        message.ShouldNotContain("7391-0246");
    }

    [Fact]
    public void Without_living_containers_every_attachment_is_removed()
    {
        node.CollectGarbage([]).ShouldSucceed();

        node.Remembered.ShouldBeEmpty();
        node.Plugins.Log.Count(call => call == "DEL one net1").ShouldBe(2);
    }

    [Fact]
    public void Half_written_files_and_unreadable_records_of_dead_containers_are_removed_too()
    {
        File.WriteAllText($"{node.State}/attachments/dead.jsonl", "{\n");
        File.WriteAllText($"{node.State}/attachments/torn.jsonl", "{");
        File.WriteAllText($"{node.State}/spool/late.json", "{}");
        File.WriteAllText($"{node.State}/spool/alive.json.tmp", "{");

        node.CollectGarbage("alive").ShouldSucceed();

        node.Remembered.Select(Path.GetFileName).Order().ShouldBe(["alive.json", "alive.json.tmp", "alive.jsonl"]);
    }

    [Fact]
    public void A_null_list_is_an_empty_one()
    {
        node.Settings["cni.dev/valid-attachments"] = null;

        node.CollectGarbage(null).ShouldSucceed();

        node.Remembered.ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_list_every_container_counts_as_living()
    {
        node.CollectGarbage(null).ShouldSucceed();

        node.Plugins.Log.ShouldNotContain(call => call.StartsWith("DEL", StringComparison.Ordinal));
    }

    [Fact]
    public void The_old_name_of_the_list_is_understood()
    {
        node.Settings["cni.dev/attachments"] =
            System.Text.Json.Nodes.JsonNode.Parse("""[{"containerID":"alive","ifname":"eth0"}]""");

        node.CollectGarbage(null).ShouldSucceed();

        node.Remembered.Select(Path.GetFileNameWithoutExtension).ShouldAllBe(name => name == "alive");
    }

    /// <summary>GC frees every attachment that is not listed, so a malformed list must free nothing.</summary>
    [Theory]
    [InlineData("\"live\"")]
    [InlineData("{\"containerID\":\"alive\",\"ifname\":\"eth0\"}")]
    [InlineData("{}")]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("0")]
    [InlineData("\"\"")]
    [InlineData("[\"live\"]")]
    [InlineData("[null]")]
    [InlineData("[1]")]
    [InlineData("[true]")]
    [InlineData("[[]]")]
    [InlineData("[{}]")]
    [InlineData("[{\"containerID\":null,\"ifname\":\"eth0\"}]")]
    [InlineData("[{\"containerID\":\"\",\"ifname\":\"eth0\"}]")]
    [InlineData("[{\"containerID\":7,\"ifname\":\"eth0\"}]")]
    [InlineData("[{\"containerID\":[\"alive\"],\"ifname\":\"eth0\"}]")]
    [InlineData("[{\"containerID\":\"../alive\",\"ifname\":\"eth0\"}]")]
    [InlineData("[{\"containerID\":\"alive\"}]")]
    [InlineData("[{\"containerID\":\"alive\",\"ifname\":\"\"}]")]
    [InlineData("[{\"containerID\":\"alive\",\"ifname\":{}}]")]
    [InlineData("[{\"containerID\":\"alive\",\"ifname\":\"a/b\"}]")]
    [InlineData("[{\"id\":\"alive\",\"ifname\":\"eth0\"}]")]
    [InlineData("[{\"containerID\":\"alive\",\"ifname\":\"eth0\"},null]")]
    public void A_malformed_list_is_an_error_and_frees_nothing(string list)
    {
        foreach (var key in (string[])["cni.dev/valid-attachments", "cni.dev/attachments"])
        {
            node.Settings[key] = System.Text.Json.Nodes.JsonNode.Parse(list);

            node.CollectGarbage(null).ShouldFail(7).ShouldContain("nothing was freed");

            node.Settings.Remove(key);
        }

        node.Plugins.Calls.ShouldBeEmpty();
        node.Remembered.Select(Path.GetFileName).Order()
            .ShouldBe(["alive.json", "alive.jsonl", "dead.json", "dead.jsonl"]);
    }

    [Fact]
    public void An_attachment_of_either_list_lives()
    {
        node.Settings["cni.dev/valid-attachments"] = null;
        node.Settings["cni.dev/attachments"] =
            System.Text.Json.Nodes.JsonNode.Parse("""[{"ContainerId":"alive","IFNAME":"eth0"}]""");

        node.CollectGarbage(null).ShouldSucceed();

        node.Remembered.Select(Path.GetFileNameWithoutExtension).Distinct().ShouldBe(["alive"]);
    }

    [Fact]
    public void A_failure_does_not_stop_the_rest_and_is_told()
    {
        node.Plugins.Fail("two", "DEL", 11, "stuck");

        node.CollectGarbage([]).ShouldFail(999)
            .ShouldContain("network 'shop/two', interface 'net2': plugin 'two' failed (DEL): stuck");

        node.Plugins.Log.Count(call => call == "DEL default eth0").ShouldBe(2);
        node.Plugins.Behave("two", "DEL");
        node.Plugins.Forget();
        node.CollectGarbage([]).ShouldSucceed();
        node.Plugins.Log.Where(call => call.StartsWith("DEL", StringComparison.Ordinal)).ShouldBe(["DEL two net2"]);
        node.Remembered.ShouldBeEmpty();
    }
}
