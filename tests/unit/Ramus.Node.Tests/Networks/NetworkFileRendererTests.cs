using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Network;
using Ramus.Contract.NodeDisk;
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
