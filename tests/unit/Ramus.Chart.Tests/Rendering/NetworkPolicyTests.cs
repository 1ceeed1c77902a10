using YamlDotNet.RepresentationModel;

namespace Ramus.Chart.Tests.Rendering;

/// <summary>Who reaches operator and webhook, and whom they reach.</summary>
public sealed class NetworkPolicyTests
{
    private static readonly string[] Limited =
    [
        "--set", "networkPolicy.enabled=true",
        "--set", "networkPolicy.apiServerAddresses={192.0.2.1/32,2001:db8::1/128}",
    ];

    [Fact]
    public void With_the_API_servers_addresses_nobody_else_reaches_the_port_for_reviews()
    {
        var rules = Policy("ramus-webhook", Limited).ListAt("spec", "ingress").ToList();

        var reviews = rules.Single(rule => Ports(rule).Contains("https"));
        Ports(reviews).ShouldBe(["https"]);
        Addresses(reviews, "from").ShouldBe(["192.0.2.1/32", "2001:db8::1/128"]);
        rules.Where(rule => rule != reviews).SelectMany(Ports).ShouldBe(["health", "metrics"]);
    }

    [Theory]
    [InlineData("ramus-operator")]
    [InlineData("ramus-webhook")]
    public void And_they_reach_nobody_else(string program) =>
        Addresses(Policy(program, Limited).ListAt("spec", "egress").ShouldHaveSingleItem(), "to")
            .ShouldBe(["192.0.2.1/32", "2001:db8::1/128"]);

    [Theory]
    [InlineData("ramus-operator")]
    [InlineData("ramus-webhook")]
    public void Where_the_API_servers_are_reached_at_other_addresses_those_are_the_ones(string program)
    {
        var policy = Policy(program, [.. Limited, "--set", "networkPolicy.egress.apiServerAddresses={10.96.0.1/32}"]);

        Addresses(policy.ListAt("spec", "egress").ShouldHaveSingleItem(), "to").ShouldBe(["10.96.0.1/32"]);
        policy.ListAt("spec", "ingress").SelectMany(rule => Addresses(rule, "from"))
            .ShouldNotContain("10.96.0.1/32");
    }

    [Theory]
    [InlineData("ramus-operator")]
    [InlineData("ramus-webhook")]
    public void DNS_and_more_are_reached_where_values_say_so(string program)
    {
        var egress = Policy(program, [
            .. Limited, "--set", "networkPolicy.egress.dnsAddresses={10.96.0.10/32}",
            "--set", "networkPolicy.egress.rules[0].to[0].ipBlock.cidr=192.0.2.9/32"])
            .ListAt("spec", "egress").ToList();

        egress.Count.ShouldBe(3);
        Addresses(egress[1], "to").ShouldBe(["10.96.0.10/32"]);
        egress[1].ListAt("ports").Select(port => $"{port.TextAt("port")}/{port.TextAt("protocol")}")
            .ShouldBe(["53/UDP", "53/TCP"]);
        Addresses(egress[2], "to").ShouldBe(["192.0.2.9/32"]);
    }

    [Fact]
    public void Without_them_every_address_may_ask()
    {
        var policy = Policy("ramus-webhook", ["--set", "networkPolicy.enabled=true"]);

        policy.ListAt("spec", "ingress").SelectMany(Ports).ShouldBe(["health", "metrics", "https"]);
        policy.ListAt("spec", "ingress").Concat(policy.ListAt("spec", "egress"))
            .Where(rule => rule.At("from") is not null || rule.At("to") is not null).ShouldBeEmpty();
    }

    private static YamlMappingNode Policy(string program, string[] arguments) => RamusChart.Objects(arguments).Single(
        found => found.TextAt("kind") == "NetworkPolicy" && found.TextAt("metadata", "name") == program);

    private static IEnumerable<string> Ports(YamlNode rule) =>
        rule.ListAt("ports").Select(port => port.TextAt("port")!);

    private static IEnumerable<string> Addresses(YamlNode rule, string side) =>
        rule.ListAt(side).Select(peer => peer.TextAt("ipBlock", "cidr")!);
}
