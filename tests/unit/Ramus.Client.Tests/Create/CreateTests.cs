using Ramus.Client.Check.Judging;
using Ramus.Client.Create;
using Ramus.Client.Manifests;
using Ramus.Client.Output;
using Ramus.Validation;

namespace Ramus.Client.Tests.Create;

public sealed class CreateTests
{
    private static readonly NetworkSettings[] Good =
    [
        new() { Type = "macvlan", Name = "blue", Master = "eth1", Mode = "bridge", Ranges = ["10.9.0.0/24"] },
        new()
        {
            Type = "bridge", Name = "red", Namespace = "tenant-a", Bridge = "br1", Vlan = 100, Mtu = 1400,
            Ranges = ["10.9.0.10-10.9.0.90/24", "fd00:9::/64"], Gateways = ["fd00:9::1", "10.9.0.1"],
            Routes = ["10.2.0.0/16", "10.3.0.0/16=10.9.0.2"],
        },
        new()
        {
            Type = "ipvlan", Name = "l3", Master = "eth1", Mode = "l3", Ipam = "whereabouts",
            Ranges = ["10.9.0.0/24"],
        },
        new()
        {
            Type = "vlan", Name = "tagged", Master = "eth1", Vlan = 7, Addresses = ["10.9.0.5/24"],
            Gateways = ["10.9.0.1"],
        },
        new() { Type = "sriov", Name = "fast", Resource = "intel.com/sriov", Vlan = 5, Ipam = "dhcp" },
        new() { Type = "host-device", Name = "moved", Device = "eth2" },
        new() { Type = "ptp", Name = "routed", Ranges = ["10.9.0.0/24"] },
        new() { Type = "ovs", Name = "switch", Bridge = "br1", Vlan = 9 },
        new() { Type = "dummy", Name = "dummy", Ranges = ["10.9.0.0/24"] },
    ];

    public static TheoryData<string> Names() => [.. Good.Select(static settings => settings.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    [Trait(Expected.Trait, Expected.Files)]
    public void A_network_is_printed(string name)
    {
        var settings = Good.Single(one => one.Name == name);

        PluginOptions.WhyWrong(settings).ShouldBeNull();
        Expected.ShouldBe(
            Repository.Path($"tests/golden/create/{settings.Type}.yaml"), YamlText.Of(NetworkManifest.Json(settings)));
    }

    /// <summary>What `create` prints, `check` accepts: no other mistakes than those that `create` tells.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_printed_network_passes_the_check(string name)
    {
        var settings = Good.Single(one => one.Name == name);
        var check = new ManifestCheck("default");

        check.Add(new ManifestFile("new.yaml", YamlText.Of(NetworkManifest.Json(settings))), isNamed: true);

        var result = check.Run();
        result.Counts.Networks.ShouldBe(1);
        result.Errors.ShouldBe(0);
        NetworkManifest.Check(settings).ShouldNotContain(static finding => finding.Severity == Severity.Error);
    }

    [Fact]
    public void Every_type_is_tried() =>
        PluginOptions.All.Keys.Except(Good.Select(static settings => settings.Type)).ShouldBeEmpty();

    [Theory]
    [InlineData("network macvlan --range 10.9.0.0/24")]
    [InlineData("network bridge --master eth1")]
    [InlineData("network vlan --master eth1")]
    [InlineData("network macvaln --master eth1")]
    [InlineData("network")]
    [InlineData("network bridge --mtu 1")]
    public async Task Wrong_use_ends_with_2(string arguments) =>
        (await ClientProgram.RunAsync(["create", .. arguments.Split(' ')])).ShouldBe(2);

    [Theory]
    [InlineData("network macvlan --master eth1 --mode brigde", 1)]
    [InlineData("network macvlan --master eth1 --range 10.9.0.300/24", 1)]
    [InlineData("network macvlan --master eth1 --range 10.9.0.0/24 -o json", 0)]
    public async Task A_network_that_the_rules_refuse_ends_with_1(string arguments, int status) =>
        (await ClientProgram.RunAsync(["create", .. arguments.Split(' ')])).ShouldBe(status);
}
