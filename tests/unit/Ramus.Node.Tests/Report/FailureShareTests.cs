using Ramus.Contract.NodeNetwork;
using Ramus.Node.Report;

namespace Ramus.Node.Tests.Report;

public sealed class FailureShareTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(10_000)]
    public void The_broken_networks_of_one_namespace_hide_no_others(int broken)
    {
        NetworkFailure[] failures = [.. Failures("a", broken), .. Failures("z", 3)];

        var (listed, unlisted) = FailureShare.Of(failures, 100);

        listed.Count.ShouldBe(Math.Min(100, broken + 3));
        listed.Count(static failure => failure.Network.Namespace == "z").ShouldBe(3);
        unlisted.ShouldBe(broken > 97 ? ["a"] : []);
        listed.Select(static failure => failure.Network.ToString()).ShouldBeInOrder();
    }

    [Fact]
    public void Namespaces_that_get_less_than_they_have_are_named()
    {
        var (listed, unlisted) = FailureShare.Of([.. Failures("a", 3), .. Failures("b", 2), .. Failures("c", 1)], 4);

        listed.Select(static failure => $"{failure.Network}").ShouldBe(["a/n0", "a/n1", "b/n0", "c/n0"]);
        unlisted.ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Too_many_namespaces_to_be_named_are_any_namespace()
    {
        var failures = Enumerable.Range(0, 300).SelectMany(static number => Failures($"n{number}", 2)).ToList();

        var (listed, unlisted) = FailureShare.Of(failures, 100);

        listed.Count.ShouldBe(100);
        unlisted.ShouldBe([NodeReport.AnyNamespace]);
    }

    private static IEnumerable<NetworkFailure> Failures(string @namespace, int count) =>
        Enumerable.Range(0, count).Select(number => new NetworkFailure(new(@namespace, $"n{number}"), "broken"));
}
