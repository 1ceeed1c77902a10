using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;
using Ramus.Node.DefaultNetwork;

namespace Ramus.Node.Tests.DefaultNetwork;

public sealed class DefaultNetworkRendererTests : IDisposable
{
    private const string Flannel =
        """{"cniVersion":"0.3.1","name":"cbr0","plugins":[{"type":"flannel","delegate":{"mtu":1450.0}},"""
        + """{"type":"portmap","capabilities":{"portMappings":true,"x":false}}]}""";

    private const string Calico = """{"name":"k8s-pod-network","plugins":[{"type":"calico"}]}""";

    private readonly ScratchDirectory conf = new();
    private readonly FakeTimeProvider time = new();
    private DefaultNetworkRenderer renderer;

    public DefaultNetworkRendererTests() => renderer = NewRenderer();

    public void Dispose() => conf.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Multus_silence_about_missing_devices_is_told_to_the_plugin(bool isAllowed)
    {
        conf.Write("10-calico.conflist", Calico);

        new DefaultNetworkRenderer(
            new NodeFiles(conf.Path), () => new() { AllowMissingDevice = isAllowed }, time).Look(mayCreate: true);

        var plugin = JsonDocument.Parse(Ours()).RootElement.GetProperty("plugins")[0];
        plugin.TryGetProperty("compatibility", out var compatibility).ShouldBe(isAllowed);
        if (isAllowed)
        {
            compatibility.GetRawText().ShouldContain("\"allowMissingDevice\": true");
        }
    }

    [Fact]
    public void The_file_wraps_the_default_network_word_for_word()
    {
        conf.Write("10-flannel.conflist", Flannel);

        var state = renderer.Look(mayCreate: true);

        state.IsInForce.ShouldBeTrue();
        state.Problem.ShouldBeNull();
        var text = Ours();
        text.ShouldContain(Flannel);
        var list = JsonDocument.Parse(text).RootElement;
        list.GetProperty("cniVersion").GetString().ShouldBe("1.0.0");
        list.GetProperty("cniVersions").EnumerateArray().Select(version => version.GetString())
            .ShouldBe(["0.3.1", "0.4.0", "1.0.0", "1.1.0"]);
        var plugin = list.GetProperty("plugins").EnumerateArray().Single();
        plugin.GetProperty("type").GetString().ShouldBe("ramus");
        plugin.GetProperty("capabilities").EnumerateObject().Select(capability => capability.Name)
            .ShouldBe(["io.kubernetes.cri.pod-annotations", "portMappings"]);
        plugin.GetProperty("binDir").GetString().ShouldBe("/host/bin");
        plugin.GetProperty("ramusDir").GetString().ShouldBe("/etc/cni/net.d/ramus.d");
        File.GetUnixFileMode(conf["00-ramus.conflist"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        NetworkConfig.Parse(File.ReadAllBytes(conf["00-ramus.conflist"]), "ours").Name.ShouldBe("ramus");
    }

    [Fact]
    public void The_first_valid_foreign_file_wins_and_bad_ones_are_passed_over()
    {
        conf.Write("05-broken.conf", "{");
        conf.Write("06-multus.conf", """{"name":"m","type":"multus"}""");
        conf.Write("07-old-ramus.conflist", """{"name":"r","plugins":[{"type":"ramus"}]}""");
        conf.Write("10-calico.conflist", Calico);
        conf.Write("20-flannel.conflist", Flannel);

        renderer.Look(mayCreate: true).Source.ShouldBe("10-calico.conflist");

        Ours().ShouldContain("calico");
    }

    [Fact]
    public void Nothing_is_written_before_the_plugin_is_there_but_a_good_file_is_kept_up_to_date()
    {
        conf.Write("10-flannel.conflist", Flannel);

        var state = renderer.Look(mayCreate: false);

        File.Exists(conf["00-ramus.conflist"]).ShouldBeFalse();
        state.IsInForce.ShouldBeFalse();
        state.Problem.ShouldNotBeNull().ShouldContain("plugin is installed");

        renderer.Look(mayCreate: true);
        conf.Write("10-flannel.conflist", Flannel.Replace("1450.0", "1400", StringComparison.Ordinal));
        NewRenderer().Look(mayCreate: false).IsInForce.ShouldBeTrue();
        Ours().ShouldContain("1400");
    }

    [Fact]
    public void Without_any_default_network_it_says_so_and_writes_nothing()
    {
        conf.Write("10-broken.conf", "{");

        var state = renderer.Look(mayCreate: true);

        state.IsInForce.ShouldBeFalse();
        state.Problem.ShouldNotBeNull().ShouldContain("10-broken.conf");
        conf.Names().ShouldBe(["10-broken.conf"]);
    }

    [Fact]
    public void Unchanged_content_is_not_rewritten()
    {
        conf.Write("10-flannel.conflist", Flannel);
        renderer.Look(mayCreate: true).Written.ShouldBeTrue();
        var written = File.GetLastWriteTimeUtc(conf["00-ramus.conflist"]);

        renderer.Look(mayCreate: true).Written.ShouldBeFalse();
        NewRenderer().Look(mayCreate: true).Written.ShouldBeFalse();

        File.GetLastWriteTimeUtc(conf["00-ramus.conflist"]).ShouldBe(written);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"cniVersion":"0.3.1","name":"cb""")]
    [InlineData("""{"name":"cbr0","plugins":[]}""")]
    [InlineData("""{"name":"cbr0","plugins":[{"type":"multus"}]}""")]
    public void A_damaged_source_keeps_its_last_good_content_even_when_another_file_is_good(string damage)
    {
        conf.Write("10-flannel.conflist", Flannel);
        renderer.Look(mayCreate: true);
        var good = Ours();
        conf.Write("10-flannel.conflist", damage);
        conf.Write("87-podman.conflist", """{"name":"podman","plugins":[{"type":"bridge"}]}""");

        var state = renderer.Look(mayCreate: true);
        time.Advance(TimeSpan.FromMinutes(10));
        renderer.Look(mayCreate: true);
        NewRenderer().Look(mayCreate: true);

        Ours().ShouldBe(good);
        state.IsInForce.ShouldBeTrue();
        state.Problem.ShouldNotBeNull().ShouldContain("damaged");
        conf.Write("10-flannel.conflist", Flannel);
        renderer.Look(mayCreate: true).Problem.ShouldBeNull();
    }

    [Fact]
    public void A_source_that_is_gone_gives_way_to_another_one_only_after_a_while()
    {
        conf.Write("10-flannel.conflist", Flannel);
        conf.Write("20-calico.conflist", Calico);
        renderer.Look(mayCreate: true);
        File.Delete(conf["10-flannel.conflist"]);

        var state = renderer.Look(mayCreate: true);

        Ours().ShouldContain("flannel");
        state.LookAgainAfter.ShouldBe(DefaultNetworkRenderer.SwitchPatience);
        time.Advance(DefaultNetworkRenderer.SwitchPatience);
        renderer.Look(mayCreate: true).Source.ShouldBe("20-calico.conflist");
        Ours().ShouldContain("calico");
    }

    [Fact]
    public void A_source_that_is_removed_and_made_again_is_not_given_up()
    {
        conf.Write("10-flannel.conflist", Flannel);
        conf.Write("20-calico.conflist", Calico);
        renderer.Look(mayCreate: true);
        File.Delete(conf["10-flannel.conflist"]);
        renderer.Look(mayCreate: true);
        time.Advance(TimeSpan.FromSeconds(4));
        conf.Write("10-flannel.conflist", Flannel);
        renderer.Look(mayCreate: true);

        time.Advance(TimeSpan.FromSeconds(4));

        renderer.Look(mayCreate: true).Source.ShouldBe("10-flannel.conflist");
    }

    [Fact]
    public void A_source_that_is_gone_without_another_keeps_our_file()
    {
        conf.Write("10-flannel.conflist", Flannel);
        renderer.Look(mayCreate: true);
        var good = Ours();
        File.Delete(conf["10-flannel.conflist"]);

        var state = renderer.Look(mayCreate: true);

        Ours().ShouldBe(good);
        state.IsInForce.ShouldBeTrue();
        state.Problem.ShouldNotBeNull();
    }

    [Fact]
    public void A_new_file_that_sorts_before_the_source_takes_over_as_it_would_without_us()
    {
        conf.Write("10-flannel.conflist", Flannel);
        renderer.Look(mayCreate: true);
        conf.Write("05-calico.conflist", Calico);

        renderer.Look(mayCreate: true).Source.ShouldBe("05-calico.conflist");
    }

    [Fact]
    public void Plugins_that_others_appended_stay_after_ours()
    {
        conf.Write("10-flannel.conflist", Flannel);
        renderer.Look(mayCreate: true);
        Append("""{"type":"istio-cni","log_level":"info"}""");

        renderer.Look(mayCreate: true).Repaired.ShouldBeNull();
        conf.Write("10-flannel.conflist", Flannel.Replace("1450.0", "1400", StringComparison.Ordinal));
        NewRenderer().Look(mayCreate: true);

        Types().ShouldBe(["ramus", "istio-cni"]);
        Ours().ShouldContain("1400");
        Ours().ShouldContain("\"log_level\":\"info\"");
    }

    [Fact]
    public void A_plugin_that_others_took_out_again_does_not_come_back()
    {
        conf.Write("10-flannel.conflist", Flannel);
        renderer.Look(mayCreate: true);
        var alone = Ours();
        Append("""{"type":"istio-cni"}""");
        renderer.Look(mayCreate: true);
        conf.Write("00-ramus.conflist", alone);

        renderer.Look(mayCreate: true);

        Types().ShouldBe(["ramus"]);
    }

    [Fact]
    public void Another_layout_of_the_same_content_is_left_alone()
    {
        conf.Write("10-flannel.conflist", Flannel);
        renderer.Look(mayCreate: true);
        var compact = JsonSerializer.Serialize(JsonDocument.Parse(Ours()).RootElement, Compact.Default.JsonElement);
        conf.Write("00-ramus.conflist", compact);

        renderer.Look(mayCreate: true).Written.ShouldBeFalse();

        Ours().ShouldBe(compact);
    }

    [Fact]
    public void Our_file_renamed_by_Cilium_comes_back_and_the_reason_is_told()
    {
        conf.Write("10-flannel.conflist", Flannel);
        renderer.Look(mayCreate: true);
        Append("""{"type":"linkerd-cni"}""");
        renderer.Look(mayCreate: true);
        File.Move(conf["00-ramus.conflist"], conf["00-ramus.conflist.cilium_bak"]);

        var state = renderer.Look(mayCreate: true);

        state.Repaired.ShouldNotBeNull().ShouldContain("cni.exclusive");
        state.IsInForce.ShouldBeTrue();
        Types().ShouldBe(["ramus", "linkerd-cni"]);
    }

    [Fact]
    public void A_file_removed_again_and_again_is_repaired_ever_more_slowly()
    {
        conf.Write("10-flannel.conflist", Flannel);
        renderer.Look(mayCreate: true);
        File.Delete(conf["00-ramus.conflist"]);
        renderer.Look(mayCreate: true).Repaired.ShouldNotBeNull();
        File.Delete(conf["00-ramus.conflist"]);

        var state = renderer.Look(mayCreate: true);

        state.IsInForce.ShouldBeFalse();
        state.Problem.ShouldNotBeNull().ShouldContain("was removed");
        state.LookAgainAfter.ShouldBe(TimeSpan.FromSeconds(1));
        time.Advance(TimeSpan.FromSeconds(1));
        renderer.Look(mayCreate: true).IsInForce.ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"name":"x","plugins":[{"type":"other"}]}""", "was overwritten")]
    [InlineData("", "was overwritten")]
    [InlineData("{\"name\":\"x\",\"plugins\":[{\"type\":\"ramus\",\"delegates\":[]}]}", "settings of our plugin")]
    public void An_overwritten_file_is_repaired(string content, string damage)
    {
        conf.Write("10-flannel.conflist", Flannel);
        renderer.Look(mayCreate: true);
        var good = Ours();
        conf.Write("00-ramus.conflist", content);

        renderer.Look(mayCreate: true).Repaired.ShouldNotBeNull().ShouldContain(damage);

        Ours().ShouldBe(good);
    }

    [Fact]
    public void A_removed_file_comes_back_from_memory_while_its_source_is_damaged()
    {
        conf.Write("10-flannel.conflist", Flannel);
        renderer.Look(mayCreate: true);
        var good = Ours();
        conf.Write("10-flannel.conflist", "");
        File.Delete(conf["00-ramus.conflist"]);

        renderer.Look(mayCreate: true);

        Ours().ShouldBe(good);
    }

    [Fact]
    public void A_foreign_file_that_sorts_before_ours_gets_a_guard_in_front_of_it()
    {
        conf.Write("10-flannel.conflist", Flannel);
        renderer.Look(mayCreate: true);
        conf.Write("00-multus.conf", """{"name":"m","type":"multus"}""");

        var state = renderer.Look(mayCreate: true);

        state.Repaired.ShouldNotBeNull().ShouldContain("00-multus.conf sorts before");
        state.IsInForce.ShouldBeTrue();
        RuntimeConfDirectory.FileNames(conf.Path)[0].ShouldBe("0-ramus.conflist");
        File.ReadAllText(conf["0-ramus.conflist"]).ShouldBe(Ours());
        renderer.Look(mayCreate: true).Written.ShouldBeFalse();

        File.Delete(conf["00-multus.conf"]);
        renderer.Look(mayCreate: true);
        conf.Names().ShouldBe(["00-ramus.conflist", "10-flannel.conflist"]);
    }

    [Fact]
    public void A_default_network_that_sorts_before_ours_is_wrapped_from_the_start()
    {
        conf.Write("00-flannel.conflist", Flannel);

        var state = renderer.Look(mayCreate: true);

        state.IsInForce.ShouldBeTrue();
        state.Repaired.ShouldBeNull();
        RuntimeConfDirectory.FileNames(conf.Path)[0].ShouldBe("0-ramus.conflist");
    }

    [Fact]
    public void A_plugin_appended_to_the_guard_is_kept_in_both_files()
    {
        conf.Write("00-flannel.conflist", Flannel);
        renderer.Look(mayCreate: true);
        Append("""{"type":"istio-cni"}""", "0-ramus.conflist");

        renderer.Look(mayCreate: true);

        Types().ShouldBe(["ramus", "istio-cni"]);
        Types("0-ramus.conflist").ShouldBe(["ramus", "istio-cni"]);
    }

    [Fact]
    public void A_file_that_sorts_before_everything_is_reported_because_nothing_helps()
    {
        conf.Write("!first.conflist", Flannel);

        var state = renderer.Look(mayCreate: true);

        state.IsInForce.ShouldBeFalse();
        state.Problem.ShouldNotBeNull().ShouldContain("rename it");
    }

    private DefaultNetworkRenderer NewRenderer() =>
        new(new NodeFiles(conf.Path), () => new() { BinDir = "/host/bin" }, time);

    private string Ours() => File.ReadAllText(conf["00-ramus.conflist"]);

    private IReadOnlyList<string?> Types(string fileName = "00-ramus.conflist") =>
        [.. JsonDocument.Parse(File.ReadAllText(conf[fileName])).RootElement.GetProperty("plugins").EnumerateArray()
            .Select(plugin => plugin.GetProperty("type").GetString())];

    private void Append(string plugin, string fileName = "00-ramus.conflist")
    {
        var text = File.ReadAllText(conf[fileName]);
        var end = text.LastIndexOf(']');
        File.WriteAllText(conf[fileName], text[..end] + "," + plugin + text[end..]);
    }
}
