using Ramus.Attachments.Record;
using Ramus.Attachments.Sandbox;
using Ramus.Attachments.Settings;
using static Ramus.Attachments.Tests.Record.MultusFiles;

namespace Ramus.Attachments.Tests.Record;

/// <summary>
/// Files that Multus or a power failure deleted or damaged: libcni's cache replaces them, and a part that cannot be
/// replaced is reported.
/// </summary>
public sealed class MultusLossTests : IDisposable
{
    private const string First = """{"cniVersion":"0.4.0","name":"cbr0","type":"default"}""";
    private const string One = """{"cniVersion":"0.4.0","name":"one","type":"one"}""";
    private const string Two = """{"cniVersion":"0.4.0","name":"two","type":"two"}""";

    private readonly ScratchNode node = new(new RamusPlugin());
    private readonly ScratchDirectory multus = new();

    public MultusLossTests() => node.Settings["multusDir"] = multus.Path;

    /// <summary>Lists without a readable entry, and the reported problem of each.</summary>
    public static TheoryData<string, string> Unreadable => new()
    {
        { "", "the list" },
        { "[", "the list" },
        { "{}", "the list must hold 1 to 1024 delegates" },
        { "null", "the list must hold 1 to 1024 delegates" },
        { "[]", "the list must hold 1 to 1024 delegates" },
        { $"[{string.Join(',', Enumerable.Repeat("{}", 1025))}]", "the list must hold 1 to 1024 delegates" },
        { new string(' ', 16 << 20) + "[]", "the list is larger than 16777216 bytes" },
        { "\0\0\0\0\0\0", "the list" },
        { "[null]", "delegate 0: network" },
        { "[7]", "delegate 0: network" },
        { "[{}]", "delegate 0: network '', interface 'eth0', is not detached: its configuration cannot be read" },
        {
            List(Delegate("old", null)),
            "network 'old', interface 'eth0', is not detached: its configuration cannot be"
        },
        { List(Delegate("old", null).WithKey("Bytes", "!")), "'Bytes' of delegate 0 is not base64" },
        { List(Delegate("old", null).WithKey("Bytes", 7)), "'Bytes' of delegate 0 is not base64" },
        { List(Delegate("old", "[]")), "expected a JSON object" },
        { List(Delegate("old", "{}")), "has neither 'type' nor 'plugins'" },
        { List(Delegate("old", null).WithList("{}", "{}")), "has no 'type'" },
        { List(Delegate("old", """{"name":"old","type":"../one"}""")), "contains a path separator" },
        { List(Delegate("old", """{"type":"one"}""")), "it has no usable name" },
        { List(Delegate("old", """{"name":"old","type":"multus"}""")), "a plugin of type 'multus' cannot be a delegate" },
        { List(Delegate("old", One, "../eth0")), "'ifnameRequest' of delegate 0" },
        { List(Delegate("old", One).WithKey("ifnameRequest", 7)), "expected a string" },
        { List(Delegate("old", $$"""{"name":"old","type":"one","x":{{new string('[', 60)}}{{new string(']', 60)}}}""")), "deep" },
    };

    public void Dispose()
    {
        node.Dispose();
        multus.Dispose();
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void Unreadable_parts_are_reported_and_kept_and_the_default_network_is_detached(string list, string reason)
    {
        multus.Write("pod-1", list);

        Find()!.Lost.ShouldHaveSingleItem().ShouldContain(reason);
        node.Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL default eth0"]);
        File.Exists(multus["pod-1"]).ShouldBeTrue();
    }

    [Fact]
    public void An_unreadable_entry_does_not_keep_other_networks_attached()
    {
        multus.Write("pod-1", List(Delegate("cbr0", First), Delegate("one", null), Delegate("two", Two)));

        Find()!.Lost.ShouldBe(
        [
            "delegate 1: network 'one', interface 'net1', is not detached: its configuration cannot be read: "
            + "'Bytes' of delegate 1 is missing",
        ]);
        node.Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL two net2", "DEL default eth0"]);
        File.Exists(multus["pod-1"]).ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("[{\"Conf\":")]
    public void Without_a_list_the_results_say_everything_in_the_order_of_ADD(string? list)
    {
        var order = new[] { ("cbr0", "eth0", First), ("two", "blue", Two), ("one", "net2", One) };
        for (var index = 0; index < order.Length; index++)
        {
            var (network, name, config) = order[index];
            var file = multus.Write(
                $"results/{network}-pod-1-{name}",
                Cached(network, name, config, """{"cniVersion":"0.4.0"}"""));
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddYears(50).AddSeconds(index));
        }

        if (list is not null)
        {
            multus.Write("pod-1", list);
        }

        node.Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL one net2", "DEL two blue", "DEL default eth0"]);
        node.Plugins.Calls.ShouldAllBe(call => call.Has("prevResult"));
        Directory.EnumerateFiles(multus["results"]).ShouldBeEmpty();
        File.Exists(multus["pod-1"]).ShouldBe(list is not null);
    }

    [Fact]
    public void A_network_that_was_plugged_in_later_is_detached_first()
    {
        multus.Write("pod-1", List(Delegate("cbr0", First)));
        multus.Write("results/cbr0-pod-1-eth0", Cached("cbr0", "eth0", First));
        multus.Write("results/one-pod-1-hot", Cached("one", "hot", One));

        node.Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL one hot", "DEL default eth0"]);
        Directory.EnumerateFiles(multus.Path, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public void Results_of_other_containers_stay()
    {
        multus.Write("pod-1", List(Delegate("cbr0", First)));
        string[] others =
        [
            multus.Write("results/one-pod-1-b-net1", Cached("one", "net1", One, container: "pod-1-b")),
            multus.Write("results/a-pod-1-net1", Cached("a", "net1", One, container: "other")),
        ];

        Find()!.Lost.ShouldBeEmpty();
        node.Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL default eth0"]);
        others.ShouldAllBe(path => File.Exists(path));
    }

    [Theory]
    [InlineData("{ torn")]
    [InlineData("""{"kind":"cniCacheV1","containerId":"pod-1"}""")]
    [InlineData("""{"cniVersion":"0.4.0"}""")]
    [InlineData("unnamed")]
    [InlineData("nothing")]
    [InlineData("meta")]
    public void A_result_that_names_no_network_is_told_and_stays(string content)
    {
        var file = multus.Write("results/one-pod-1-net1", content switch
        {
            "unnamed" => Cached("two", "net1", One),
            "nothing" => Cached("one", "net1", null),
            "meta" => Cached("one", "net1", """{"name":"one","type":"multus-shim"}"""),
            _ => content,
        });

        Find()!.Lost.ShouldBe([$"{file} has no configuration that can be read"]);
        node.Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL default eth0"]);
        File.Exists(file).ShouldBeTrue();
    }

    [Fact]
    public void Without_results_DEL_gets_the_requests_of_the_list_and_the_runtimes_arguments()
    {
        const string capable =
            ""","capabilities":{"mac":true,"ips":true,"infinibandGUID":true,"deviceID":true,"portMappings":true}}""";
        var wishing = Delegate("one", One[..^1] + capable)
            .WithKey("macRequest", "02:00:00:00:00:01").WithKey("infinibandGUIDRequest", "02:00:00:00:00:00:00:01")
            .WithKey("ipRequest", new System.Text.Json.Nodes.JsonArray("10.0.0.5/24"))
            .WithKey("deviceID", "0000:03:02.0");
        var first = Delegate("cbr0", First[..^1] + capable).WithKey("macRequest", "02:00:00:00:00:09");
        multus.Write("pod-1", List(first, wishing));
        node.RuntimeConfig["portMappings"] = new System.Text.Json.Nodes.JsonArray();

        node.Delete().ShouldSucceed();

        var arguments = node.Plugins.Calls[0].Config.GetProperty("runtimeConfig");
        arguments.GetProperty("mac").GetString().ShouldBe("02:00:00:00:00:01");
        arguments.GetProperty("ips")[0].GetString().ShouldBe("10.0.0.5/24");
        arguments.GetProperty("infinibandGUID").GetString().ShouldBe("02:00:00:00:00:00:00:01");
        arguments.GetProperty("deviceID").GetString().ShouldBe("0000:03:02.0");
        node.Plugins.Calls[1].Text("runtimeConfig").ShouldBe("""{"portMappings":[]}""");
    }

    [Fact]
    public void The_device_information_file_is_removed_with_its_attachment()
    {
        var device = Delegate("shop/one", One, "blue").WithKey("deviceID", "0000:03:02.0");
        multus.Write("pod-1", List(Delegate("cbr0", First), device));
        Directory.CreateDirectory($"{node.DeviceInfo}/cni");
        var (own, other) = ($"{node.DeviceInfo}/cni/shop-one-pod-1_blue", $"{node.DeviceInfo}/cni/shop-one-pod-2_blue");
        File.WriteAllText(own, "{}");
        File.WriteAllText(other, "{}");

        node.Delete().ShouldSucceed();

        (File.Exists(own), File.Exists(other)).ShouldBe((false, true));
    }

    private MultusRecord? Find() => MultusRecord.Find(
        new PluginSettings { Plugins = node.Plugins.Path, MultusDirectory = multus.Path },
        new SandboxRequest { ContainerId = "pod-1", Netns = "", DefaultInterface = "eth0" });
}
