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
        Gen.Bool, Names, Gen.Select(Names, Names).List[0, 2]).Select((isIsolated, global, grants) => !isIsolated
            ? NetworkUse.Everything
            : new NetworkUse
            {
                GlobalNamespaces = global,
                Grants = [.. grants.Select(grant => new NetworkGrant(
                    grant.Item1, [.. grant.Item2.Select(name => $"{name}/*")]))],
            });

    private static readonly Gen<RamusConflistSettings> Settings = Gen.Select(
        Gen.Select(Directory, Directory, Directory, Directory), Gens.Label,
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool), Use)
        .Select((paths, global, flags, use) => new RamusConflistSettings
        {
            BinDir = paths.Item1,
            RamusDir = paths.Item2,
            CniDir = paths.Item3,
            AgentSocket = paths.Item4,
            GlobalNamespaces = global,
            NamespaceIsolation = flags.Item1,
            AllowMissingDevice = flags.Item2,
            IsLeaving = flags.Item3,
            Use = use,
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
    public void Without_any_key_everything_is_where_it_usually_is() =>
        RamusConflistSettings.Read("{}".Json(), "configuration").ShouldHaveTheShapeOf(
            new RamusConflistSettings { BinDir = "" });

    [Theory]
    [InlineData("""{"ramusDir":"etc"}""", "configuration: 'ramusDir' must be an absolute path, not 'etc'")]
    [InlineData("""{"binDir":"/a\u0000b"}""", "configuration: 'binDir' holds a zero character, which no path can have")]
    [InlineData("""{"leaving":"yes"}""", "'leaving'")]
    public void A_wrong_value_is_refused(string json, string message) =>
        Bytes.Refusal(() => RamusConflistSettings.Read(json.Json(), "configuration")).ShouldContain(message);
}
