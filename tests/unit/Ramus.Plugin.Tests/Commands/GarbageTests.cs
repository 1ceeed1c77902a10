
namespace Ramus.Plugin.Tests.Commands;

/// <summary>GC: the dead lose everything on every network, the living nothing.</summary>
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
    public void The_dead_are_detached_from_every_network_and_the_living_are_left()
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
    public void With_nobody_alive_everything_goes()
    {
        node.CollectGarbage([]).ShouldSucceed();

        node.Remembered.ShouldBeEmpty();
        node.Plugins.Log.Count(call => call == "DEL one net1").ShouldBe(2);
    }

    [Fact]
    public void Of_the_dead_go_also_half_written_files_and_unreadable_records()
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
    public void Without_a_list_everybody_lives()
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
