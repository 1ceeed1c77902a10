using Microsoft.Extensions.Time.Testing;
using Ramus.Node.Figures;

namespace Ramus.Node.Tests.Figures;

public sealed class BusyNetworksTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void The_first_networks_have_their_names_and_the_others_share_one()
    {
        var networks = new BusyNetworks(2, time);

        Labels(networks, "a/1", "a/2", "a/3", "a/1", "a/3").ShouldBe(["a/1", "a/2", "other", "a/1", "other"]);
    }

    [Fact]
    public void A_network_that_becomes_twice_as_busy_takes_the_place_of_the_least_busy()
    {
        var networks = new BusyNetworks(2, time);
        Labels(networks, "a/1", "a/1", "a/1", "a/2", "a/2");

        Labels(networks, "a/3", "a/3", "a/3", "a/3").ShouldAllBe(label => label == "other");
        networks.LabelOf("a/3", out var replaced).ShouldBe("a/3");

        replaced.ShouldBe("a/2");
        Labels(networks, "a/2", "a/1", "a/3").ShouldBe(["other", "a/1", "a/3"]);
    }

    [Fact]
    public void Two_networks_in_turn_do_not_replace_each_other()
    {
        var networks = new BusyNetworks(1, time);

        for (var turn = 0; turn < 1000; turn++)
        {
            Labels(networks, "a/1", "a/2").ShouldBe(["a/1", "other"]);
        }
    }

    [Fact]
    public void What_was_busy_makes_room_after_some_hours()
    {
        var networks = new BusyNetworks(1, time);
        Labels(networks, [.. Enumerable.Repeat("a/old", 64)]);
        for (var hour = 0; hour < 8; hour++)
        {
            time.Advance(TimeSpan.FromHours(1));
            Labels(networks, "a/new");
        }

        Labels(networks, "a/new", "a/new", "a/new")[^1].ShouldBe("a/new");
    }

    [Fact]
    public void Any_number_of_networks_costs_the_same_memory_and_keeps_the_busiest()
    {
        var networks = new BusyNetworks(3, time);
        Labels(networks, "a/1", "a/1", "a/2", "a/2", "a/3", "a/3");

        for (var index = 0; index < 3_000; index++)
        {
            networks.LabelOf($"b/{index}", out var replaced).ShouldBe("other");
            replaced.ShouldBeNull();
        }

        Labels(networks, "a/1", "a/2", "a/3").ShouldBe(["a/1", "a/2", "a/3"]);
        networks.Counted.ShouldBeLessThanOrEqualTo(1000);
    }

    [Fact]
    public void Without_names_every_network_is_another()
    {
        Labels(new BusyNetworks(0, time), "a/1", "a/2", "a/1").ShouldBe(["other", "other", "other"]);
    }

    private static List<string> Labels(BusyNetworks networks, params string[] used) =>
        [.. used.Select(network => networks.LabelOf(network, out _))];
}
