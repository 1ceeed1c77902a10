using System.Text.Json;
using System.Text.Json.Nodes;
using static Ramus.Attachments.Tests.Record.MultusFiles;

namespace Ramus.Attachments.Tests.Record;

/// <summary>DEL gets the same configuration as ADD, in every format in which Multus and libcni store it.</summary>
public sealed class MultusConfigTests : IDisposable
{
    private const string One =
        """{"type":"one","key":9007199254740993,"ipam":{"type":"three","subnet":"10.1.0.0/16"}}""";
    private const string Two = """{"type":"two","capabilities":{"mac":true}}""";
    private const string Lossy =
        """{"cniVersion":"0.4.0","name":"old","plugins":[{"type":"one","ipam":{"type":"three"}}]}""";
    private const string Whole = $$"""{"cniVersion":"0.4.0","name":"old","plugins":[{{One}}]}""";
    private const string Single = """{"cniVersion":"0.4.0","name":"old","type":"one","key":9007199254740993}""";
    private const string LossySingle = """{"cniVersion":"0.4.0","name":"old","type":"one"}""";

    private readonly ScratchNode node = new(new RamusPlugin());
    private readonly ScratchDirectory multus = new();

    public MultusConfigTests() => node.Settings["multusDir"] = multus.Path;

    public static TheoryData<string, string, string?> Sources => new()
    {
        { "a list, complete", List(Delegate("old", Whole)), null },
        { "a single one, complete", List(Delegate("old", Single)), null },
        { "a reduced copy beside libcni's list", List(Delegate("old", Lossy).WithList(Whole, One)), null },
        { "nothing beside libcni's list", List(Delegate("old", null).WithList(Whole, One)), null },
        { "rubbish beside libcni's list", List(Delegate("old", "}").WithList(Whole, One)), null },
        { "libcni's list without its plugins", List(Delegate("old", Lossy).WithList(Whole)), null },
        { "the plugins of libcni's list alone", List(Delegate("old", Lossy).WithList(null, One)), null },
        { "a complete one beside libcni's list that is broken", List(Delegate("old", Whole).WithList("{", One)), null },
        { "a complete one beside a plugin that is broken", List(Delegate("old", Whole).WithList(Whole, "[]")), null },
        { "a reduced copy, and what ADD executed", List(Delegate("old", Lossy)), Whole },
        { "a reduced single one, and what ADD executed", List(Delegate("old", LossySingle)), Single },
        { "nothing, and what ADD executed", List(Delegate("old", null)), Whole },
        { "nothing and no name, and what ADD executed", List(Delegate("old", null).WithKey("Conf", null)), Single },
        { "rubbish, and what ADD executed", List(Delegate("old", "{").WithKey("Bytes", "!")), Whole },
        { "a complete one, and rubbish of ADD", List(Delegate("old", Whole)), "{" },
        { "no list, and what ADD executed", "", Whole },
        { "a torn list, and what ADD executed", List(Delegate("old", Whole))[..40], Single },
        { "an empty list, and what ADD executed", "[]", Whole },
    };

    public void Dispose()
    {
        node.Dispose();
        multus.Dispose();
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void The_complete_configuration_is_found(string source, string list, string? executed)
    {
        if (list.Length > 0)
        {
            multus.Write("pod-1", list);
        }

        if (executed is not null)
        {
            multus.Write("results/old-pod-1-eth0", Cached("old", "eth0", executed));
        }

        node.Delete().ShouldSucceed();

        var call = node.Plugins.Calls.ShouldHaveSingleItem(source);
        call.ToString().ShouldBe("DEL one eth0");
        call.Text("name").ShouldBe("\"old\"");
        call.Text("cniVersion").ShouldBe("\"0.4.0\"");
        call.Text("key").ShouldBe("9007199254740993");
    }

    [Fact]
    public void Plugins_of_the_lists_folder_are_called_too()
    {
        var reduced = """{"name":"old","plugins":[{"type":"one"},{"type":"two"},{"type":"three"}]}""";
        multus.Write("pod-1", List(Delegate("old", reduced).WithList(Whole, One, Two, """{"type":"three"}""")));
        multus.Write("results/old-pod-1-eth0", Cached("old", "eth0", Whole));

        node.Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL three eth0", "DEL two eth0", "DEL one eth0"]);
    }

    [Fact]
    public void The_pods_device_and_arguments_come_from_the_reduced_copy()
    {
        var reduced = """
            {"name":"old","plugins":[
              {"type":"one","deviceID":"0000:03:02.0","pciBusID":"0000:03:02.0","args":{"cni":{"a":"b"}}}]}
            """;
        var own = One.Replace("\"type\":\"one\"", """ "type":"one","args":{"cni":{"a":"x","c":"d"},"other":1} """);
        multus.Write("pod-1", List(Delegate("old", reduced).WithList(Whole.Replace(One, own), own)));

        node.Delete().ShouldSucceed();

        var call = node.Plugins.Calls.ShouldHaveSingleItem();
        call.Text("deviceID").ShouldBe("\"0000:03:02.0\"");
        call.Text("pciBusID").ShouldBe("\"0000:03:02.0\"");
        var args = JsonNode.Parse(call.Text("args"));
        JsonNode.DeepEquals(args, JsonNode.Parse("""{"cni":{"a":"b","c":"d"},"other":1}""")).ShouldBeTrue($"{args}");
        call.Text("key").ShouldBe("9007199254740993");
    }

    [Fact]
    public void With_a_type_it_is_a_single_one_whatever_else_it_has()
    {
        multus.Write("pod-1", List(Delegate("old", """{"name":"old","type":"one","plugins":[{"type":"two"}]}""")));

        node.Delete().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["DEL one eth0"]);
        node.Plugins.Calls[0].Has("plugins").ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"name":"old","plugins":[{"type":"one"}]}""", "\"1.0.0\"")]
    [InlineData("""{"cniVersion":"","name":"old","plugins":[{"type":"one"}]}""", "\"1.0.0\"")]
    [InlineData("""{"cniVersions":["0.3.1","0.4.0"],"name":"old","plugins":[{"type":"one"}]}""", "\"0.4.0\"")]
    [InlineData("""{"name":"old","type":"one"}""", "\"0.1.0\"")]
    public void A_list_without_a_version_has_that_of_our_configuration(string config, string version)
    {
        multus.Write("pod-1", List(Delegate("old", config)));

        node.Delete().ShouldSucceed();

        node.Plugins.Calls.ShouldHaveSingleItem().Text("cniVersion").ShouldBe(version);
    }

    [Theory]
    [InlineData("0.4.0", """{"cniVersion":"0.4.0","ips":[{"version":"4","address":"10.0.0.2/24"}],"own":1}""", true)]
    [InlineData("1.0.0", """{"cniVersion":"0.4.0","ips":[{"version":"4","address":"10.0.0.2/24"}]}""", false)]
    [InlineData("1.0.0", """{"cniVersion":"0.2.0","ip4":{"ip":"10.0.0.2/24"}}""", false)]
    [InlineData("0.4.0", """{"cniVersion":"1.1.0","ips":[{"address":"10.0.0.2/24"}]}""", false)]
    [InlineData("0.4.0", """{"ip4":{"ip":"10.0.0.2/24"}}""", false)]
    public void The_result_is_handed_on_in_the_version_of_the_configuration(
        string version, string result, bool isUnchanged)
    {
        multus.Write("pod-1", List(Delegate("old", Single.Replace("0.4.0", version))));
        multus.Write("results/old-pod-1-eth0", Cached("old", "eth0", null, result));

        node.Delete().ShouldSucceed();

        var handed = node.Plugins.Calls.ShouldHaveSingleItem().Text("prevResult");
        var previous = JsonDocument.Parse(handed).RootElement;
        previous.GetProperty("cniVersion").GetString().ShouldBe(version);
        previous.GetProperty("ips")[0].GetProperty("address").GetString().ShouldBe("10.0.0.2/24");
        (handed == result).ShouldBe(isUnchanged);
    }

    [Theory]
    [InlineData("""{"cniVersion":"9.0.0","ips":[]}""")]
    [InlineData("""{"cniVersion":"0.2.0","ip4":{"ip":"x"}}""")]
    [InlineData("""[]""")]
    [InlineData("null")]
    public void A_result_that_cannot_be_handed_on_is_left_away(string result)
    {
        multus.Write("pod-1", List(Delegate("old", Single)));
        multus.Write("results/old-pod-1-eth0", Cached("old", "eth0", null, result));

        node.Delete().ShouldSucceed();

        node.Plugins.Calls.ShouldHaveSingleItem().Has("prevResult").ShouldBeFalse();
        Directory.EnumerateFiles(multus.Path, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public void A_cache_that_is_the_result_itself_is_read_as_old_libcni_wrote_it()
    {
        multus.Write("pod-1", List(Delegate("old", Single)));
        const string result = """{"cniVersion":"0.4.0","dns":{"domain":"old"}}""";
        multus.Write("results/old-pod-1-eth0", result);

        node.Delete().ShouldSucceed();

        node.Plugins.Calls.ShouldHaveSingleItem().Text("prevResult").ShouldBe(result);
    }
}
