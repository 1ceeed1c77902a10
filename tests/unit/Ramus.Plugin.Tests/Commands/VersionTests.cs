using System.Text.Json.Nodes;
using Ramus.Contract.Cni;
using Ramus.Contract.Selection;

namespace Ramus.Plugin.Tests.Commands;

/// <summary>
/// A list of plugins that names no version runs with the version of our own configuration, but at most 1.0.0, in every
/// command and from every source. A single plugin without a version runs with 0.1.0 (CNI specification).
/// </summary>
public sealed class VersionTests : IDisposable
{
    private const string List = """{"name":"one","plugins":[{"type":"one","own":[1]},{"type":"two"}]}""";

    private readonly ScratchNode node = new(new RamusPlugin());
    private readonly ScratchDirectory conf = new();

    public static MatrixTheoryData<string, string> Cases => new(
        ["rendered", "agent", "delegate", "path", "name", "network"],
        ["0.1.0", "0.2.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0"]);

    public void Dispose()
    {
        node.Dispose();
        conf.Dispose();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_list_without_a_version_has_ours_in_every_command(string source, string version)
    {
        using var agent = node.StartAgent();
        Give(source, List, agent);
        node.CniVersion = version;
        node.Add().ShouldSucceed();
        if (IsAtLeast(version, "0.4.0"))
        {
            node.Check().ShouldSucceed();
        }

        node.Delete().ShouldSucceed();
        if (version == "1.1.0" && source is not ("rendered" or "agent"))
        {
            node.Status().ShouldSucceed();
            node.CollectGarbage([]).ShouldSucceed();
            node.Plugins.Log.ShouldNotContain("GC one", "GC is a command of 1.1.0");
        }

        var expected = version == "1.1.0" ? "1.0.0" : version;

        var calls = node.Plugins.Calls.Where(call => call.Type is "one" or "two").ToList();
        calls.Select(call => call.Text("cniVersion")).Distinct().ShouldBe([$"\"{expected}\""]);
        calls.Where(call => call.Type == "one").ShouldAllBe(call => call.Text("own") == "[1]");
        foreach (var call in calls.Where(call => call.Command == "DEL"))
        {
            call.Has("prevResult").ShouldBe(IsAtLeast(version, "0.4.0"));
        }

        if (calls.LastOrDefault(call => call.Command == "DEL" && call.Has("prevResult")) is { } last)
        {
            JsonNode.Parse(last.Text("prevResult"))!["cniVersion"]!.GetValue<string>().ShouldBe(expected);
        }
    }

    [Theory]
    [InlineData("rendered")]
    [InlineData("agent")]
    [InlineData("delegate")]
    [InlineData("path")]
    [InlineData("name")]
    [InlineData("network")]
    public void A_single_plugin_without_a_version_has_the_oldest(string source)
    {
        using var agent = node.StartAgent();
        Give(source, """{"name":"one","type":"one"}""", agent);
        node.CniVersion = "1.0.0";

        node.Add().ShouldSucceed();
        node.Delete().ShouldSucceed();

        node.Plugins.Calls.Where(call => call.Type == "one").Select(call => call.Text("cniVersion"))
            .ShouldBe(["\"0.1.0\"", "\"0.1.0\""]);
    }

    [Fact]
    public void A_record_keeps_the_version_of_ADD_when_our_own_changes()
    {
        node.Render("shop/one", List).Asking("one").Add().ShouldSucceed();
        node.CniVersion = "0.3.1";

        node.Delete().ShouldSucceed();

        node.Plugins.Calls.Where(call => call.Type == "one")
            .ShouldAllBe(call => call.Text("cniVersion") == "\"1.0.0\"");
    }

    // Without a version a plugin's answer has that of its configuration.
    private void Give(string source, string config, FakeAgent agent)
    {
        var isList = config.Contains("plugins", StringComparison.Ordinal);
        foreach (var type in new[] { "one", "two", "default" })
        {
            node.Plugins.On(type, "ADD", """
                version=$(sed -n 's/.*"cniVersion": *"\([^"]*\)".*/\1/p' "$home/calls/$n.in")
                case $version in
                  0.[12].0) echo '{"ip4":{"ip":"10.0.0.2/24"}}' ;;
                  *) echo '{"ips":[{"version":"4","address":"10.0.0.2/24"}]}' ;;
                esac
                """);
        }

        switch (source)
        {
            case "rendered":
                node.Render("shop/one", config).Asking("one");
                break;
            case "agent":
                agent.Networks[new NetworkKey("shop", "one")] = config;
                node.Asking("one");
                break;
            case "delegate":
                node.Delegates = $"[{config}]";
                break;
            case "network":
                node.Render("kube-system/one", config);
                node.Settings["clusterNetwork"] = "one";
                break;
            default:
                var file = conf.Write(isList ? "10-one.conflist" : "10-one.conf", config);
                node.Settings["clusterNetwork"] = source == "path" ? file : "one";
                node.Settings["confDir"] = conf.Path;
                break;
        }
    }

    private static bool IsAtLeast(string version, string minimum) =>
        CniVersions.AtLeast(version, minimum);
}
