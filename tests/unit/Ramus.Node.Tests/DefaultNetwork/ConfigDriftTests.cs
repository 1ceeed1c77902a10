using System.Text.Json;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.NodeDisk;

namespace Ramus.Node.Tests.DefaultNetwork;

/// <summary>Other programs change our file: append to it, rename it, overwrite it, or sort a file before it.</summary>
public sealed class ConfigDriftTests : DefaultNetworkHarness
{
    [Fact]
    public void Plugins_that_others_appended_stay_after_ours()
    {
        Conf.Write("10-flannel.conflist", Flannel);
        Renderer.Look(mayCreate: true);
        Append("""{"type":"istio-cni","log_level":"info"}""");

        Renderer.Look(mayCreate: true).Repaired.ShouldBeNull();
        Conf.Write("10-flannel.conflist", Flannel.Replace("1450.0", "1400", StringComparison.Ordinal));
        NewRenderer().Look(mayCreate: true);

        Types().ShouldBe(["ramus", "istio-cni"]);
        Ours().ShouldContain("1400");
        Ours().ShouldContain("\"log_level\":\"info\"");
    }

    [Fact]
    public void A_plugin_that_others_took_out_again_does_not_come_back()
    {
        Conf.Write("10-flannel.conflist", Flannel);
        Renderer.Look(mayCreate: true);
        var alone = Ours();
        Append("""{"type":"istio-cni"}""");
        Renderer.Look(mayCreate: true);
        Conf.Write(NodeLayout.RuntimeConfig, alone);

        Renderer.Look(mayCreate: true);

        Types().ShouldBe(["ramus"]);
    }

    [Fact]
    public void Another_layout_of_the_same_content_is_left_alone()
    {
        Conf.Write("10-flannel.conflist", Flannel);
        Renderer.Look(mayCreate: true);
        var compact = JsonSerializer.Serialize(JsonDocument.Parse(Ours()).RootElement, Compact.Default.JsonElement);
        Conf.Write(NodeLayout.RuntimeConfig, compact);

        Renderer.Look(mayCreate: true).Written.ShouldBeFalse();

        Ours().ShouldBe(compact);
    }

    [Fact]
    public void Our_file_is_restored_after_Cilium_renamed_it_and_the_reason_is_reported()
    {
        Conf.Write("10-flannel.conflist", Flannel);
        Renderer.Look(mayCreate: true);
        Append("""{"type":"linkerd-cni"}""");
        Renderer.Look(mayCreate: true);
        File.Move(Conf[NodeLayout.RuntimeConfig], Conf[$"{NodeLayout.RuntimeConfig}.cilium_bak"]);

        var state = Renderer.Look(mayCreate: true);

        state.Repaired.ShouldNotBeNull().ShouldContain("cni.exclusive");
        state.IsInForce.ShouldBeTrue();
        Types().ShouldBe(["ramus", "linkerd-cni"]);
    }

    [Fact]
    public void A_file_removed_again_and_again_is_repaired_ever_more_slowly()
    {
        Conf.Write("10-flannel.conflist", Flannel);
        Renderer.Look(mayCreate: true);
        File.Delete(Conf[NodeLayout.RuntimeConfig]);
        Renderer.Look(mayCreate: true).Repaired.ShouldNotBeNull();
        File.Delete(Conf[NodeLayout.RuntimeConfig]);

        var state = Renderer.Look(mayCreate: true);

        state.IsInForce.ShouldBeFalse();
        state.Problem.ShouldNotBeNull().ShouldContain("was removed");
        state.LookAgainAfter.ShouldBe(TimeSpan.FromSeconds(1));
        Time.Advance(TimeSpan.FromSeconds(1));
        Renderer.Look(mayCreate: true).IsInForce.ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"name":"x","plugins":[{"type":"other"}]}""", "was overwritten")]
    [InlineData("", "was overwritten")]
    [InlineData("{\"name\":\"x\",\"plugins\":[{\"type\":\"ramus\",\"delegates\":[]}]}", "settings of plugin ramus")]
    public void An_overwritten_file_is_repaired(string content, string damage)
    {
        Conf.Write("10-flannel.conflist", Flannel);
        Renderer.Look(mayCreate: true);
        var good = Ours();
        Conf.Write(NodeLayout.RuntimeConfig, content);

        Renderer.Look(mayCreate: true).Repaired.ShouldNotBeNull().ShouldContain(damage);

        Ours().ShouldBe(good);
    }

    [Fact]
    public void A_removed_file_comes_back_from_memory_while_its_source_is_damaged()
    {
        Conf.Write("10-flannel.conflist", Flannel);
        Renderer.Look(mayCreate: true);
        var good = Ours();
        Conf.Write("10-flannel.conflist", "");
        File.Delete(Conf[NodeLayout.RuntimeConfig]);

        Renderer.Look(mayCreate: true);

        Ours().ShouldBe(good);
    }

    [Fact]
    public void A_foreign_file_that_sorts_before_ours_gets_a_guard_in_front_of_it()
    {
        Conf.Write("10-flannel.conflist", Flannel);
        Renderer.Look(mayCreate: true);
        Conf.Write("00-multus.conf", """{"name":"m","type":"multus"}""");

        var state = Renderer.Look(mayCreate: true);

        state.Repaired.ShouldNotBeNull().ShouldContain("00-multus.conf sorts before");
        state.IsInForce.ShouldBeTrue();
        RuntimeConfDirectory.FileNames(Conf.Path)[0].ShouldBe(NodeLayout.RuntimeConfigGuard);
        File.ReadAllText(Conf[NodeLayout.RuntimeConfigGuard]).ShouldBe(Ours());
        Renderer.Look(mayCreate: true).Written.ShouldBeFalse();

        File.Delete(Conf["00-multus.conf"]);
        Renderer.Look(mayCreate: true);
        Conf.Names().ShouldBe([NodeLayout.RuntimeConfig, "10-flannel.conflist"]);
    }

    [Fact]
    public void A_default_network_that_sorts_before_ours_is_wrapped_from_the_start()
    {
        Conf.Write("00-flannel.conflist", Flannel);

        var state = Renderer.Look(mayCreate: true);

        state.IsInForce.ShouldBeTrue();
        state.Repaired.ShouldBeNull();
        RuntimeConfDirectory.FileNames(Conf.Path)[0].ShouldBe(NodeLayout.RuntimeConfigGuard);
    }

    [Fact]
    public void A_plugin_appended_to_the_guard_is_kept_in_both_files()
    {
        Conf.Write("00-flannel.conflist", Flannel);
        Renderer.Look(mayCreate: true);
        Append("""{"type":"istio-cni"}""", NodeLayout.RuntimeConfigGuard);

        Renderer.Look(mayCreate: true);

        Types().ShouldBe(["ramus", "istio-cni"]);
        Types(NodeLayout.RuntimeConfigGuard).ShouldBe(["ramus", "istio-cni"]);
    }

    [Fact]
    public void A_file_that_sorts_before_everything_is_reported_because_nothing_helps()
    {
        Conf.Write("!first.conflist", Flannel);

        var state = Renderer.Look(mayCreate: true);

        state.IsInForce.ShouldBeFalse();
        state.Problem.ShouldNotBeNull().ShouldContain("rename that file");
    }
}
