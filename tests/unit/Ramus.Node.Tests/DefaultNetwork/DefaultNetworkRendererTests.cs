using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Node.DefaultNetwork;

namespace Ramus.Node.Tests.DefaultNetwork;

/// <summary>The choice of the default network, and the rendered configuration.</summary>
public sealed class DefaultNetworkRendererTests : DefaultNetworkHarness
{
    [Theory]
    [InlineData(false, false, null)]
    [InlineData(true, false, "allowMissingDevice")]
    [InlineData(false, true, "allowUnknownRequests")]
    [InlineData(true, true, "allowMissingDevice,allowUnknownRequests")]
    public void Switches_for_compatibility_are_written_for_the_plugin(bool devices, bool requests, string? keys)
    {
        Conf.Write("10-calico.conflist", Calico);

        new DefaultNetworkRenderer(
            new NodeFiles(Conf.Path),
            () => new() { AllowMissingDevice = devices, AllowsUnknownRequests = requests }, Time)
            .Look(mayCreate: true);

        var plugin = JsonDocument.Parse(Ours()).RootElement.GetProperty("plugins")[0];
        plugin.TryGetProperty("compatibility", out var compatibility).ShouldBe(keys is not null);
        if (keys is not null)
        {
            compatibility.EnumerateObject().Select(property => property.Name).ShouldBe(keys.Split(','));
            compatibility.EnumerateObject().ShouldAllBe(property => property.Value.GetBoolean());
        }
    }

    [Theory]
    [InlineData("none", null)]
    [InlineData("auto", "auto")]
    [InlineData("macvlan, ptp", "macvlan,ptp")]
    public void The_choice_of_built_in_plugins_is_written_for_the_plugin(string choice, string? written)
    {
        Conf.Write("10-calico.conflist", Calico);

        var settings = new RamusConflistSettings { BuiltIn = BuiltInChoice.Parse(choice) };
        new DefaultNetworkRenderer(new NodeFiles(Conf.Path), () => settings, Time).Look(mayCreate: true);

        var plugin = JsonDocument.Parse(Ours()).RootElement.GetProperty("plugins")[0];
        (plugin.TryGetProperty("builtinPlugins", out var value) ? value.GetString() : null).ShouldBe(written);
    }

    [Fact]
    public void The_file_wraps_the_default_network_word_for_word()
    {
        Conf.Write("10-flannel.conflist", Flannel);

        var state = Renderer.Look(mayCreate: true);

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
            .ShouldBe([RuntimeAnnotations.Capability, "portMappings"]);
        plugin.GetProperty("binDir").GetString().ShouldBe("/host/bin");
        plugin.GetProperty("ramusDir").GetString().ShouldBe("/etc/cni/net.d/ramus.d");
        File.GetUnixFileMode(Conf[NodeLayout.RuntimeConfig]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        NetworkConfig.Parse(File.ReadAllBytes(Conf[NodeLayout.RuntimeConfig]), "ours").Name.ShouldBe("ramus");
    }

    [Fact]
    public void The_first_valid_foreign_file_wins_and_bad_ones_are_passed_over()
    {
        Conf.Write("05-broken.conf", "{");
        Conf.Write("06-multus.conf", """{"name":"m","type":"multus"}""");
        Conf.Write("07-old-ramus.conflist", """{"name":"r","plugins":[{"type":"ramus"}]}""");
        Conf.Write("10-calico.conflist", Calico);
        Conf.Write("20-flannel.conflist", Flannel);

        Renderer.Look(mayCreate: true).Source.ShouldBe("10-calico.conflist");

        Ours().ShouldContain("calico");
    }

    [Fact]
    public void Nothing_is_written_before_the_plugin_is_there_but_a_good_file_is_kept_up_to_date()
    {
        Conf.Write("10-flannel.conflist", Flannel);

        var state = Renderer.Look(mayCreate: false);

        File.Exists(Conf[NodeLayout.RuntimeConfig]).ShouldBeFalse();
        state.IsInForce.ShouldBeFalse();
        state.Problem.ShouldNotBeNull().ShouldContain("plugin is installed");

        Renderer.Look(mayCreate: true);
        Conf.Write("10-flannel.conflist", Flannel.Replace("1450.0", "1400", StringComparison.Ordinal));
        NewRenderer().Look(mayCreate: false).IsInForce.ShouldBeTrue();
        Ours().ShouldContain("1400");
    }

    [Fact]
    public void Without_any_default_network_it_says_so_and_writes_nothing()
    {
        Conf.Write("10-broken.conf", "{");

        var state = Renderer.Look(mayCreate: true);

        state.IsInForce.ShouldBeFalse();
        state.Problem.ShouldNotBeNull().ShouldContain("10-broken.conf");
        Conf.Names().ShouldBe(["10-broken.conf"]);
    }

    [Fact]
    public void Unchanged_content_is_not_rewritten()
    {
        Conf.Write("10-flannel.conflist", Flannel);
        Renderer.Look(mayCreate: true).Written.ShouldBeTrue();
        var written = File.GetLastWriteTimeUtc(Conf[NodeLayout.RuntimeConfig]);

        Renderer.Look(mayCreate: true).Written.ShouldBeFalse();
        NewRenderer().Look(mayCreate: true).Written.ShouldBeFalse();

        File.GetLastWriteTimeUtc(Conf[NodeLayout.RuntimeConfig]).ShouldBe(written);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"cniVersion":"0.3.1","name":"cb""")]
    [InlineData("""{"name":"cbr0","plugins":[]}""")]
    [InlineData("""{"name":"cbr0","plugins":[{"type":"multus"}]}""")]
    public void A_damaged_source_keeps_its_last_good_content_even_when_another_file_is_good(string damage)
    {
        Conf.Write("10-flannel.conflist", Flannel);
        Renderer.Look(mayCreate: true);
        var good = Ours();
        Conf.Write("10-flannel.conflist", damage);
        Conf.Write("87-podman.conflist", """{"name":"podman","plugins":[{"type":"bridge"}]}""");

        var state = Renderer.Look(mayCreate: true);
        Time.Advance(TimeSpan.FromMinutes(10));
        Renderer.Look(mayCreate: true);
        NewRenderer().Look(mayCreate: true);

        Ours().ShouldBe(good);
        state.IsInForce.ShouldBeTrue();
        state.Problem.ShouldNotBeNull().ShouldContain("damaged");
        Conf.Write("10-flannel.conflist", Flannel);
        Renderer.Look(mayCreate: true).Problem.ShouldBeNull();
    }

    [Fact]
    public void A_source_that_is_gone_gives_way_to_another_one_only_after_a_while()
    {
        Conf.Write("10-flannel.conflist", Flannel);
        Conf.Write("20-calico.conflist", Calico);
        Renderer.Look(mayCreate: true);
        File.Delete(Conf["10-flannel.conflist"]);

        var state = Renderer.Look(mayCreate: true);

        Ours().ShouldContain("flannel");
        state.LookAgainAfter.ShouldBe(DefaultNetworkRenderer.SwitchPatience);
        Time.Advance(DefaultNetworkRenderer.SwitchPatience);
        Renderer.Look(mayCreate: true).Source.ShouldBe("20-calico.conflist");
        Ours().ShouldContain("calico");
    }

    [Fact]
    public void A_source_that_is_removed_and_made_again_is_not_given_up()
    {
        Conf.Write("10-flannel.conflist", Flannel);
        Conf.Write("20-calico.conflist", Calico);
        Renderer.Look(mayCreate: true);
        File.Delete(Conf["10-flannel.conflist"]);
        Renderer.Look(mayCreate: true);
        Time.Advance(TimeSpan.FromSeconds(4));
        Conf.Write("10-flannel.conflist", Flannel);
        Renderer.Look(mayCreate: true);

        Time.Advance(TimeSpan.FromSeconds(4));

        Renderer.Look(mayCreate: true).Source.ShouldBe("10-flannel.conflist");
    }

    [Fact]
    public void A_source_that_is_gone_without_another_keeps_our_file()
    {
        Conf.Write("10-flannel.conflist", Flannel);
        Renderer.Look(mayCreate: true);
        var good = Ours();
        File.Delete(Conf["10-flannel.conflist"]);

        var state = Renderer.Look(mayCreate: true);

        Ours().ShouldBe(good);
        state.IsInForce.ShouldBeTrue();
        state.Problem.ShouldNotBeNull();
    }

    [Fact]
    public void A_new_file_that_sorts_before_the_source_takes_over_as_it_would_without_us()
    {
        Conf.Write("10-flannel.conflist", Flannel);
        Renderer.Look(mayCreate: true);
        Conf.Write("05-calico.conflist", Calico);

        Renderer.Look(mayCreate: true).Source.ShouldBe("05-calico.conflist");
    }
}
