using Ramus.Attachers;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Network;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.NodeNetwork;
using Ramus.Contract.Selection;
using Ramus.Node.Networks;

namespace Ramus.Node.Tests.Networks;

public sealed class NetworkFileRendererTests : IDisposable
{
    private const string Macvlan = """{"cniVersion":"0.3.1","type":"macvlan","master":"eth1"}""";

    private readonly ScratchDirectory root = new();
    private readonly NetworkStore store;
    private readonly HandWrittenNetworks files;
    private readonly NetworksOnNode known = new();
    private readonly NetworkFileRenderer renderer;

    public NetworkFileRendererTests()
    {
        store = new NetworkStore(new NodeFiles(root.Path));
        files = new HandWrittenNetworks(root["files"]);
        renderer = new NetworkFileRenderer(store, known, new NodeRenderer(files.Find));
    }

    public void Dispose() => root.Dispose();

    [Fact]
    public void A_network_becomes_a_private_file_in_list_form()
    {
        renderer.Render(Network("default", "mac", Macvlan)).IsNews.ShouldBeTrue();

        var path = root["ramus.d/networks/default/mac.conflist"];
        File.ReadAllText(path).ShouldContain(Macvlan);
        NetworkConfig.Parse(File.ReadAllBytes(path), path).Name.ShouldBe("mac");
        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(root["ramus.d/networks"]).HasFlag(UnixFileMode.OtherExecute).ShouldBeFalse();
        renderer.Render(Network("default", "mac", Macvlan)).IsNews.ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"type":"macvlan","ipam":{"type":"static"}}""", "auto", null)]
    [InlineData("""{"type":"macvlan","x":1}""", "auto",
        "plugin macvlan is not installed, and the built-in plugin does not know the key 'x'")]
    [InlineData("""{"type":"vendor","ipam":{"type":"static"}}""", "auto", "plugin static is not installed")]
    [InlineData("""{"type":"vendor"}""", "auto", null)]
    [InlineData("""{"type":"macvlan","x":1}""", "none", null)]
    public void A_node_reports_a_network_that_needs_the_program_of_a_built_in_plugin(
        string plugin, string builtIn, string? cause)
    {
        var delegates = new Delegates(new PluginPath([]), new BuiltInPlugins(BuiltInChoice.Parse(builtIn)));
        var own = new NetworkFileRenderer(store, known, new NodeRenderer(files.Find), delegates: delegates);

        own.Render(Network("red", "net", $$"""{"cniVersion":"1.0.0","name":"net","plugins":[{{plugin}}]}"""));

        var vendor = new Dictionary<string, InstalledPlugin> { ["vendor"] = new("vendor", ["1.0.0"]) };
        known.Requirements.Select(network => network.Requirements.WhyNot(vendor, null)).SingleOrDefault()
            .ShouldBe(cause);
    }

    [Theory]
    [InlineData("..", "mac")]
    [InlineData("default", "../../evil")]
    [InlineData("default", "a/b")]
    [InlineData("", "mac")]
    [InlineData("default", "")]
    public void A_name_that_Kubernetes_cannot_give_never_becomes_a_path(string @namespace, string name)
    {
        renderer.Render(Network(@namespace, name, Macvlan)).Refusal.ShouldNotBeNull();

        Directory.Exists(root["ramus.d"]).ShouldBeFalse();
        renderer.Remove(new NetworkKey(@namespace, name)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(63, 200)]
    [InlineData(63, 226)]
    [InlineData(63, 227)]
    [InlineData(63, 246)]
    public void A_long_name_is_a_file(int @namespace, int name)
    {
        var key = new NetworkKey(new string('n', @namespace), new string('a', name));

        renderer.Render(Network(key.Namespace, key.Name, Macvlan)).Refusal.ShouldBeNull();

        store.Read(key).ShouldNotBeNull();
        store.Keys().ShouldBe([key]);
        renderer.Remove(key).ShouldBeTrue();
    }

    [Theory]
    [InlineData(63, 247)]
    [InlineData(63, 253)]
    [InlineData(63, 254)]
    [InlineData(64, 3)]
    [InlineData(200, 3)]
    [InlineData(253, 253)]
    public void A_name_longer_than_a_files_is_refused_and_never_asked_of_the_disk(int @namespace, int name)
    {
        var key = new NetworkKey(new string('n', @namespace), new string('a', name));

        renderer.Render(Network(key.Namespace, key.Name, Macvlan)).Refusal.ShouldNotBeNull();
        renderer.Render(Network(key.Namespace, key.Name, "{")).Refusal.ShouldNotBeNull();

        Directory.Exists(root["ramus.d"]).ShouldBeFalse();
        store.Read(key).ShouldBeNull();
        renderer.Remove(key).ShouldBeFalse();
    }

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void A_configurations_name_that_no_file_can_have_is_refused(int length, bool isRendered)
    {
        var config = $$"""{"cniVersion":"0.3.1","name":"{{new string('a', length)}}","type":"macvlan"}""";

        (renderer.Render(Network("default", "mac", config)).Refusal is null).ShouldBe(isRendered);
    }

    [Fact]
    public void Per_node_networks_with_long_names_of_plugins_are_refused_because_these_names_stay_in_memory()
    {
        var config = Macvlan.Replace("eth1", new string('e', 2000), StringComparison.Ordinal);
        var perNode = Network("default", "mac", config) with
        {
            Annotations = new Dictionary<string, string> { [Annotations.Render] = "node" },
        };

        renderer.Render(Network("default", "other", config)).Refusal.ShouldBeNull();
        renderer.Render(perNode).Refusal.ShouldNotBeNull().ShouldContain("2007 characters together");

        known.Requirements.ShouldBeEmpty();
    }

    [Fact]
    public void The_masters_of_a_network_are_watched_until_it_is_removed()
    {
        renderer.Render(Network("default", "mac", Macvlan));
        known.Masters.Has("eth1").ShouldBeTrue();

        renderer.Remove(new("default", "mac"));

        known.Masters.Has("eth1").ShouldBeFalse();
    }

    [Fact]
    public void Of_a_long_reason_the_beginning_is_kept()
    {
        known.Refuse(new("default", "mac"), new string('x', 100_000)).ShouldBeTrue();

        known.Refuse(new("default", "mac"), new string('x', 100_000)).ShouldBeFalse();
        known.RefusalOf(new("default", "mac"))!.Length.ShouldBe(512);
    }

    [Fact]
    public void A_network_gone_bad_keeps_its_last_good_file_and_its_reason()
    {
        renderer.Render(Network("default", "mac", Macvlan));

        var outcome = renderer.Render(Network("default", "mac", "{\n  \"type\": macvlan }"));

        outcome.Refusal.ShouldNotBeNull().ShouldContain("line 2");
        outcome.IsNews.ShouldBeTrue();
        known.RefusalOf(new("default", "mac")).ShouldBe(outcome.Refusal);
        store.Read(new("default", "mac"))!.Plugins.Single().Type.ShouldBe("macvlan");
        renderer.Render(Network("default", "mac", "{\n  \"type\": macvlan }")).IsNews.ShouldBeFalse();
        renderer.Render(Network("default", "mac", Macvlan)).Refusal.ShouldBeNull();
        known.RefusedCount.ShouldBe(0);
    }

    [Fact]
    public void A_bad_network_does_not_inherit_the_file_of_its_predecessor()
    {
        renderer.Render(Network("default", "mac", Macvlan, uid: "old"));

        renderer.Render(Network("default", "mac", "{", uid: "new"));

        store.Has(new("default", "mac")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("ramus")]
    [InlineData("multus")]
    public void A_network_that_would_start_everything_again_is_refused(string type)
    {
        renderer.Render(Network("default", "loop", $$"""{"type":"{{type}}"}""")).Refusal.ShouldNotBeNull()
            .ShouldContain(type);
    }

    [Fact]
    public void A_network_without_config_is_the_file_of_its_name()
    {
        root.Write("files/10-other.conf", """{"name":"other","type":"bridge"}""");
        root.Write("files/20-broken.conf", "no JSON");
        root.Write("files/30-x.conflist", """{"name":"mac","plugins":[{"type":"macvlan"},{"type":"tuning"}]}""");
        root.Write("files/40-y.conf", """{"name":"mac","type":"later"}""");
        files.Refresh().ShouldBeTrue();

        renderer.Render(Network("default", "mac", null)).Refusal.ShouldBeNull();

        store.Read(new("default", "mac"))!.Plugins.Select(p => p.Type).ShouldBe(["macvlan", "tuning"]);
        files.Problems.Single().ShouldContain("20-broken.conf");
        files.Refresh().ShouldBeFalse();
    }

    [Fact]
    public void A_network_without_config_and_without_file_says_both()
    {
        files.Refresh().ShouldBeFalse();

        renderer.Render(Network("default", "mac", "")).Refusal.ShouldNotBeNull().ShouldContain("no configuration file");
    }

    [Fact]
    public void Stale_files_go_and_wanted_ones_stay()
    {
        renderer.Render(Network("default", "mac", Macvlan));
        renderer.Render(Network("default", "gone", Macvlan));
        renderer.Render(Network("old", "gone", Macvlan));

        store.RemoveStale(key => key.Name == "mac").ShouldBe(2);

        root.Names("ramus.d/networks").ShouldBe(["default"]);
        root.Names("ramus.d/networks/default").ShouldBe(["mac.conflist"]);
    }

    private static NetworkAttachmentDefinition Network(
        string @namespace, string name, string? config, string uid = "u1") =>
        new() { Namespace = @namespace, Name = name, Uid = uid, Config = config };
}
