using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Ramus.Plugin.Tests.Commands;

public sealed class AddTests : IDisposable
{
    private readonly ScratchNode node =
        new ScratchNode(new RamusPlugin()).Render("shop/one").Render("shop/two").Render("shop/three");

    public void Dispose() => node.Dispose();

    [Theory]
    [InlineData("failed to lookup master 7391-0246", "failed to lookup master ${node.annotations['pass']}")]
    [InlineData("no link 7391…", "the reason is not shown")]
    public void A_plugins_failure_does_not_tell_values_of_the_nodes_annotations(string says, string told)
    {
        node.Render("shop/one", """
            {"cniVersion":"1.0.0","name":"one","ramus.dev/hidden":[{"annotation":"pass","value":"7391-0246"}],
             "plugins":[{"type":"one","master":"7391-0246"}]}
            """);
        node.Plugins.Fail("one", "ADD", 123, says);

        var message = node.Asking("one").Add().ShouldFail(123);

        message.ShouldContain(told);
        message.ShouldNotContain("7391");
    }

    [Fact]
    public void The_default_networks_result_is_returned_and_nothing_else()
    {
        node.Plugins.Answer("default", "ADD", """
            {"cniVersion":"1.0.0","interfaces":[{"name":"veth1"},{"name":"eth0","sandbox":"/n"}],
             "ips":[{"address":"10.1.2.3/24","gateway":"10.1.2.1","interface":1}],
             "routes":[{"dst":"0.0.0.0/0"}],"dns":{"nameservers":["10.0.0.10"]}}
            """);

        var answer = node.Asking("one").Add();

        answer.ShouldSucceed();
        answer.Json.GetProperty("cniVersion").GetString().ShouldBe("1.0.0");
        answer.Json.GetProperty("interfaces").GetArrayLength().ShouldBe(2);
        answer.Json.GetProperty("ips")[0].GetProperty("address").GetString().ShouldBe("10.1.2.3/24");
        answer.Json.GetProperty("ips")[0].GetProperty("interface").GetInt32().ShouldBe(1);
        answer.Json.GetProperty("routes")[0].GetProperty("dst").GetString().ShouldBe("0.0.0.0/0");
        answer.Json.GetProperty("dns").GetProperty("nameservers")[0].GetString().ShouldBe("10.0.0.10");
    }

    [Theory]
    [InlineData("0.2.0", "ip4")]
    [InlineData("0.3.1", "ips")]
    [InlineData("0.4.0", "ips")]
    [InlineData("1.0.0", "ips")]
    [InlineData("1.1.0", "ips")]
    public void The_result_has_the_version_of_our_configuration_not_the_delegates(string version, string key)
    {
        node.CniVersion = version;

        var answer = node.Add();

        answer.ShouldSucceed();
        answer.Json.GetProperty("cniVersion").GetString().ShouldBe(version);
        answer.Json.TryGetProperty(key, out _).ShouldBeTrue(answer.Output);
        node.Plugins.Calls[0].Text("cniVersion").ShouldBe("\"1.0.0\"");
    }

    [Fact]
    public void Delegates_may_speak_other_versions()
    {
        node.Delegates = """[{"cniVersion":"0.2.0","name":"cluster","type":"default"}]""";
        node.Plugins.Answer("default", "ADD", """{"ip4":{"ip":"10.1.2.3/24","gateway":"10.1.2.1"}}""");
        node.CniVersion = "1.1.0";

        var answer = node.Add();

        answer.ShouldSucceed();
        answer.Json.GetProperty("ips")[0].GetProperty("address").GetString().ShouldBe("10.1.2.3/24");
    }

    [Fact]
    public void A_default_network_that_is_a_list_runs_as_a_list()
    {
        node.Delegates = """
            [{"cniVersion":"1.0.0","name":"cluster","plugins":[{"type":"default","name":"own"},{"type":"two","capabilities":{"portMappings":true}}]}]
            """;

        node.Add().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["ADD default eth0", "ADD two eth0"]);
        node.Plugins.Calls.ShouldAllBe(call => call.Text("name") == "\"cluster\"");
        node.Plugins.Calls[1].Has("prevResult").ShouldBeTrue();
    }

    [Fact]
    public void Each_network_starts_without_a_previous_result()
    {
        node.Asking("one").Add().ShouldSucceed();

        node.Plugins.Calls.ShouldAllBe(call => !call.Has("prevResult"));
    }

    [Fact]
    public void The_intent_is_on_disk_before_the_first_delegate_runs()
    {
        node.Plugins.On("default", "ADD", $"cat {node.State}/attachments/* >{node.Plugins.Directory}/seen; exit 1");

        node.Asking("one,two@blue").Add().ShouldFail(999);

        var intent = JsonDocument.Parse(File.ReadAllLines($"{node.Plugins.Directory}/seen")[0]).RootElement;
        intent.GetProperty("containerID").GetString().ShouldBe("pod-1");
        intent.GetProperty("netns").GetString().ShouldBe(node.Netns);
        intent.GetProperty("attachments").EnumerateArray()
            .Select(attachment => (attachment.GetProperty("network"), attachment.GetProperty("interface")))
            .Select(pair => $"{pair.Item1.GetString()} {pair.Item2.GetString()}")
            .ShouldBe(["cluster eth0", "shop/one net1", "shop/two blue"]);
    }

    [Fact]
    public void Only_root_can_read_the_records()
    {
        node.Add().ShouldSucceed();

        const UnixFileMode others = (UnixFileMode)0b000_111_111;
        var inside = Directory.EnumerateFileSystemEntries(node.State, "*", SearchOption.AllDirectories);
        foreach (var path in inside.Append(node.State))
        {
            (File.GetUnixFileMode(path) & others).ShouldBe(UnixFileMode.None, path);
        }
    }

    [Theory]
    [InlineData("default", new[] { "DEL default eth0" }, "network 'cluster', interface 'eth0'")]
    [InlineData("one", new[] { "DEL one net1", "DEL default eth0" }, "network 'shop/one', interface 'net1'")]
    [InlineData(
        "three",
        new[] { "DEL three net3", "DEL two net2", "DEL one net1", "DEL default eth0" },
        "network 'shop/three', interface 'net3'")]
    public void When_one_fails_it_and_those_before_are_undone_in_reverse(string failing, string[] undone, string who)
    {
        node.Plugins.Fail(failing, "ADD", 123, "expected plugin failure");

        var answer = node.Asking("one,two,three").Add();

        answer.ShouldFail(123).ShouldBe($"{who}: plugin '{failing}' failed (ADD): expected plugin failure");
        node.Plugins.Log.Where(call => call.StartsWith("DEL", StringComparison.Ordinal)).ShouldBe(undone);
        node.Plugins.Log.Count(call => call.StartsWith("ADD", StringComparison.Ordinal)).ShouldBe(undone.Length);
        node.Remembered.ShouldBeEmpty();
    }

    [Fact]
    public void An_undo_detaches_the_whole_chain_and_passes_results_of_finished_attachments()
    {
        node.Render(
            "shop/one", """{"cniVersion":"1.0.0","name":"one","plugins":[{"type":"one"},{"type":"two"},{"type":"three"}]}""");
        node.Plugins.Fail("two", "ADD", 123, "expected plugin failure");

        node.Asking("one").Add().ShouldFail(123);

        // The specification before 1.0.0 requires this, so plugins that were never called must tolerate DEL.
        node.Plugins.Log.Skip(3).ShouldBe(["DEL three net1", "DEL two net1", "DEL one net1", "DEL default eth0"]);
        node.Plugins.Calls[3].Has("prevResult").ShouldBeFalse();
        node.Plugins.Calls[6].Has("prevResult").ShouldBeTrue();
    }

    [Fact]
    public void An_undo_neither_waits_for_nor_kills_a_daemon_that_the_failed_plugin_started()
    {
        var pidFile = Path.Combine(node.Plugins.Directory, "daemon");
        node.Plugins.On("one", "ADD", $$"""
            setsid sleep 1000 </dev/null >/dev/null 2>&1 &
            echo $! >{{pidFile}}
            echo '{"code":123,"msg":"expected plugin failure"}'; exit 1
            """);

        node.Asking("one").Add().ShouldFail(123);

        // An undo that waits kills what it has waited for: the command line of a killed process is empty.
        var daemon = File.ReadAllText(pidFile).Trim();
        File.ReadAllText($"/proc/{daemon}/cmdline").ShouldStartWith("sleep");
        Process.GetProcessById(int.Parse(daemon, CultureInfo.InvariantCulture)).Kill();
        node.Remembered.ShouldBeEmpty();
    }

    [Fact]
    public void An_undo_waits_for_what_a_killed_plugin_has_left_behind()
    {
        var late = Path.Combine(node.Plugins.Directory, "late");
        node.Plugins.On("one", "ADD", $"(sleep 0.5; echo made >{late}) & kill -9 $$");
        node.Plugins.On("one", "DEL", $"rm {late}");

        node.Asking("one").Add().ShouldFail(999).ShouldContain("was killed by signal 9");

        node.Remembered.ShouldBeEmpty();
        File.Exists(late).ShouldBeFalse();
    }

    [Fact]
    public void A_failed_undo_stays_recorded_and_the_first_failure_is_reported()
    {
        node.Plugins.Fail("two", "ADD", 123, "expected plugin failure");
        node.Plugins.Fail("one", "DEL", 5, "stuck");

        node.Asking("one,two").Add().ShouldFail(123).ShouldContain("expected plugin failure");
        node.Plugins.Log.Skip(3).ShouldBe(["DEL two net2", "DEL one net1", "DEL default eth0"]);
        node.Plugins.Forget();
        node.Plugins.Behave("one", "DEL");
        node.Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL one net1"]);
        node.Remembered.ShouldBeEmpty();
    }

    [Fact]
    public void A_second_ADD_clears_the_first_attempt()
    {
        node.Asking("one,two").Add().ShouldSucceed();
        node.Plugins.Forget();

        node.Asking("three").Add().ShouldSucceed();

        node.Plugins.Log
            .ShouldBe(["DEL two net2", "DEL one net1", "DEL default eth0", "ADD default eth0", "ADD three net1"]);
    }

    [Fact]
    public void A_plugin_that_is_not_installed_is_missed_before_anything_runs()
    {
        node.Plugins.Uninstall("two");
        node.Render("shop/one", """{"cniVersion":"1.0.0","name":"one","plugins":[{"type":"one"},{"type":"two"}]}""");

        var answer = node.Asking("one").Add();

        answer.ShouldFail(7)
            .ShouldStartWith("network 'shop/one', interface 'net1': plugin 'two' is not installed on this node");
        node.Plugins.Calls.ShouldBeEmpty();
        node.Remembered.ShouldBeEmpty();
    }

    [Fact]
    public void A_namespace_that_is_gone_is_told_before_anything_runs()
    {
        node.Netns = "/run/netns/gone";

        var answer = node.Add();

        answer.ShouldFail(8).ShouldBe("the pod's network namespace '/run/netns/gone' is gone");
        answer.Details.ShouldContain("kubelet");
        node.Plugins.Calls.ShouldBeEmpty();
        node.Remembered.ShouldBeEmpty();
    }

    [Fact]
    public void The_nodes_own_namespace_is_refused()
    {
        node.Netns = "/proc/self/ns/net";

        node.Add().ShouldFail(8).ShouldContain("the node's own network namespace");
        node.Plugins.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[]", "'delegates' is missing")]
    [InlineData("""[{"name":"x","type":"multus"}]""", "a meta plugin cannot be its own delegate")]
    [InlineData("""[{"name":"x","plugins":[{"type":"bridge"},{"type":"ramus"}]}]""", "a meta plugin cannot be its own delegate")]
    [InlineData("""[{"name":"x"}]""", "delegate 0 of the configuration of ramus")]
    public void A_configuration_that_cannot_work_is_refused(string delegates, string reason)
    {
        node.Delegates = delegates;

        node.Add().ShouldFail(7).ShouldContain(reason);
    }

    [Fact]
    public void A_delegate_without_a_name_is_refused_before_it_runs()
    {
        node.Delegates = """[{"cniVersion":"1.0.0","type":"default"}]""";

        node.Add().ShouldFail(7).ShouldContain("delegate 0 has no network name");
        node.Plugins.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void Keys_are_read_as_Multus_reads_them_and_its_own_keys_are_tolerated()
    {
        node.Settings["KubeConfig"] = "/etc/cni/net.d/multus.d/multus.kubeconfig";
        node.Settings["LOGLEVEL"] = "debug";
        node.Settings["NamespaceISOLATION"] = true;
        node.Settings["confDir"] = "";

        node.Asking("kube-system/one").Add().ShouldFail(7).ShouldContain("isolation");
    }
}
