using System.Text.Json.Nodes;
using CsCheck;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Policy;

namespace Ramus.Contract.Tests.NodeDisk;

public sealed class RamusConflistTests
{
    private static readonly NetworkConfig Bridge = NetworkConfig.Parse(
        """{"cniVersion":"1.0.0","name":"cbr0","type":"bridge","capabilities":{"ips":true},"mtu":1.0}""".Utf8(),
        "10-bridge.conf");

    private static readonly Gen<string> Directory = Gens.Label.Select(name => $"/{name}");

    private static readonly Gen<IReadOnlyList<string>> Names =
        Gens.Label.List[1, 3].Select(names => (IReadOnlyList<string>)names);

    private static readonly Gen<NetworkUse> Use = Gen.Select(
        Gen.Bool, Names, Grants(areOfAccounts: false), Grants(areOfAccounts: true)).Select(
        (isIsolated, global, grants, ofAccounts) => !isIsolated
            ? NetworkUse.Everything
            : new NetworkUse
            {
                GlobalNamespaces = global,
                Grants = [.. grants, .. ofAccounts],
            });

    // Those of every account first, as they are written.
    private static Gen<List<NetworkGrant>> Grants(bool areOfAccounts) =>
        Gen.Select(Names, Names, Names).Select((namespaces, networks, accounts) =>
            new NetworkGrant(namespaces, [.. networks.Select(name => $"{name}/*")])
            {
                ServiceAccounts = areOfAccounts ? accounts : null,
            }).List[0, 2];

    private static readonly Gen<RamusConflistSettings> Settings = Gen.Select(
        Gen.Select(Directory, Directory, Directory, Directory), Gens.Label,
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool), Use)
        .Select((paths, global, flags, use) => new RamusConflistSettings
        {
            MultusRuntimeConfig = flags.Item4,
            ReadinessFile = flags.Item4 ? paths.Item1 : null,
            BinDir = paths.Item1,
            RamusDir = paths.Item2,
            CniDir = paths.Item3,
            AgentSocket = paths.Item4,
            GlobalNamespaces = global,
            NamespaceIsolation = flags.Item1,
            AllowMissingDevice = flags.Item2,
            AllowsUnknownRequests = flags.Item3,
            IsLeaving = flags.Item4,
            Use = use,
            BuiltIn = BuiltInChoice.Parse(flags.Item2 ? "auto" : flags.Item3 ? $"{global},macvlan" : "none"),
        });

    [Fact]
    public void Settings_that_were_written_are_read_as_they_were() => Settings.Sample(
        settings =>
        {
            var list = NetworkConfig.Parse(RamusConflist.Render(settings, "10-bridge.conf", Bridge, []), "list");
            var plugin = list.Plugins.ShouldHaveSingleItem().Element;

            RamusConflistSettings.Read(plugin, "configuration").ShouldHaveTheShapeOf(settings);
            plugin.GetProperty(PluginKeys.Delegates)[0].GetRawText().ShouldBe(Bridge.Element.GetRawText());
            list.Element.GetProperty(PluginKeys.Source).GetString().ShouldBe("10-bridge.conf");
        },
        iter: 300);

    [Fact]
    public void Limits_and_log_are_written_only_when_they_are_set()
    {
        var tuning = new PluginTuning
        {
            ConcurrentAdds = 0,
            Timeouts = new Dictionary<string, int> { ["undo"] = 30, ["add"] = 120 },
            LogFile = "/var/log/ramus.log",
            LogLevel = "verbose",
            LogMegabytes = 10,
        };

        Keys(tuning).ShouldBe(
        [
            "concurrentAdds: 0", """timeouts: {"add":120,"undo":30}""", "logFile: \"/var/log/ramus.log\"",
            "logLevel: \"verbose\"", """logOptions: {"maxSize":10}""",
        ]);
        Keys(tuning with { LogFile = null, Timeouts = new Dictionary<string, int>(), ConcurrentAdds = 7 })
            .ShouldBe(["concurrentAdds: 7"]);
        Keys(new PluginTuning()).ShouldBeEmpty();

        static string[] Keys(PluginTuning tuning)
        {
            var list = NetworkConfig.Parse(
                RamusConflist.Render(new() { Tuning = tuning }, "10-bridge.conf", Bridge, []), "list");
            return [.. list.Plugins.ShouldHaveSingleItem().Element.EnumerateObject()
                .Where(key => key.Name is PluginKeys.ConcurrentAdds or PluginKeys.Timeouts or PluginKeys.LogFile
                    or PluginKeys.LogLevel or PluginKeys.LogOptions)
                .Select(key => $"{key.Name}: {JsonNode.Parse(key.Value.GetRawText())!.ToJsonString()}")];
        }
    }

    [Theory]
    [InlineData("""{"name":"n","plugins":[{"type":"a","x":1.0}]}""", true)]
    [InlineData("""{"name":"n","CNIVersion":"","plugins":[{"type":"a","x":1.0}]}""", true)]
    [InlineData("""{"cniVersion":"0.3.1","name":"n","plugins":[{"type":"a"}]}""", false)]
    [InlineData("""{"name":"n","type":"a"}""", false)]
    public void A_default_network_without_a_version_keeps_the_one_of_the_runtime(string config, bool isAdded)
    {
        var network = NetworkConfig.Parse(config.Utf8(), "10-n.conflist");

        var list = NetworkConfig.Parse(
            RamusConflist.Render(new RamusConflistSettings(), "10-n.conflist", network, []), "list");

        var written = list.Plugins[0].Element.GetProperty(PluginKeys.Delegates)[0].GetRawText();
        written.Utf8().ToArray().Compact().ShouldBe(isAdded
            ? """{"cniVersion":"0.1.0","name":"n","plugins":[{"type":"a","x":1.0}]}"""
            : config);
        NetworkConfig.Parse(written.Utf8(), "delegate").WithVersion("1.1.0").CniVersion.ShouldBe(network.CniVersion);
    }

    // A plugin that knows no service accounts reads 'use', and would deny everything because of an unknown key in it.
    [Fact]
    public void Grants_for_service_accounts_are_not_where_an_older_plugin_would_stumble_over_them()
    {
        var settings = new RamusConflistSettings
        {
            Use = new NetworkUse
            {
                Grants =
                [
                    new(["red"], ["shared/any"]),
                    new(["red"], ["shared/lan"]) { ServiceAccounts = ["builder"] },
                ],
            },
        };
        var list = NetworkConfig.Parse(RamusConflist.Render(settings, "10-bridge.conf", Bridge, []), "list");
        var plugin = list.Plugins.ShouldHaveSingleItem().Element;

        var grant = NetworkUse.Read(plugin.GetProperty(PluginKeys.Use), "use").Grants.ShouldHaveSingleItem();
        grant.Networks.ShouldBe(["shared/any"]);
        grant.ServiceAccounts.ShouldBeNull();
        plugin.GetProperty(PluginKeys.AccountGrants).GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("""[{"namespaces":["red"],"networks":["shared/lan"],"serviceAccounts":["a"],"labels":{}}]""")]
    [InlineData("""{"of":"a newer version"}""")]
    public void Grants_for_service_accounts_that_cannot_be_read_allow_nothing_and_forbid_nothing_else(string grants)
    {
        var use = RamusConflistSettings.Read(
            $$"""
            {"use":{"grants":[{"namespaces":["red"],"networks":["shared/any"]}]},"accountGrants":{{grants}}}
            """.Json(), "configuration").Use;

        use.WhyForbidden(new("shared", "lan"), new("red", "a")).ShouldNotBeNull();
        use.WhyForbidden(new("shared", "any"), new("red", "a")).ShouldBeNull();
    }

    [Fact]
    public void Without_any_key_everything_is_where_it_usually_is() =>
        RamusConflistSettings.Read("{}".Json(), "configuration").ShouldHaveTheShapeOf(
            new RamusConflistSettings { BinDir = "" });

    [Theory]
    [InlineData("""{"ramusDir":"etc"}""", "configuration: 'ramusDir' must be an absolute path, not 'etc'")]
    [InlineData(
        """{"binDir":"/a\u0000b"}""",
        "configuration: 'binDir' contains a NUL character, which is not allowed in a path")]
    [InlineData("""{"leaving":"yes"}""", "'leaving'")]
    public void A_wrong_value_is_refused(string json, string message) =>
        Bytes.Refusal(() => RamusConflistSettings.Read(json.Json(), "configuration")).ShouldContain(message);
}
