using Ramus.Contract.Selection;
using Ramus.Node.Networks;

namespace Ramus.Node.Tests.Networks;

public sealed class MasterNamesTests
{
    private static readonly NetworkKey Mine = new("red", "mine");

    private readonly MasterNames masters = new();

    [Fact]
    public void Invented_names_neither_fill_the_memory_nor_displace_the_names_of_others()
    {
        foreach (var network in Enumerable.Range(0, 10_000))
        {
            masters.Set(
                new NetworkKey("hostile", $"n{network}"),
                Enumerable.Range(0, 32).Select(name => $"{network}-{name}{new string('x', 2000)}"));
        }

        masters.Set(Mine, ["eth1", "bond0.12"]);

        masters.Count.ShouldBeLessThanOrEqualTo((10_000 * 4) + 2);
        masters.Has("eth1").ShouldBeTrue();
        masters.Has("bond0.12").ShouldBeTrue();
    }

    [Fact]
    public void A_name_is_known_as_long_as_a_network_has_it()
    {
        masters.Set(Mine, ["eth1", "eth1", "eth2"]);
        masters.Set(new NetworkKey("blue", "other"), ["eth2"]);
        masters.Set(Mine, ["eth3"]);

        masters.Has("eth1").ShouldBeFalse();
        masters.Has("eth2").ShouldBeTrue();
        masters.Has("eth3").ShouldBeTrue();

        masters.Set(Mine, []);
        masters.Set(new NetworkKey("blue", "other"), []);
        masters.Has("eth2").ShouldBeFalse();
        masters.Count.ShouldBe(0);
    }
}
