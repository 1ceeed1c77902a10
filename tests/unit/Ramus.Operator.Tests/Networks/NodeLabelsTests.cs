using Ramus.Contract.Selection;
using Ramus.Operator.Networks;

namespace Ramus.Operator.Tests.Networks;

public sealed class NodeLabelsTests
{
    private const string Blue = "cannot-run.ramus.dev/red.blue";
    private static readonly NetworkKey RedBlue = new("red", "blue");

    [Theory]
    [InlineData("", true, true, $"{Blue}=true")]
    [InlineData("zone=a", true, true, $"{Blue}=true")]
    [InlineData($"{Blue}=true", true, true, "")]
    [InlineData($"{Blue}=no", true, true, $"{Blue}=true")]
    [InlineData($"{Blue}=true", false, true, $"{Blue}=-")]
    [InlineData($"{Blue}=true", false, false, "")]
    [InlineData("cannot-run.ramus.dev/gone.gone=true zone=a", true, false, $"{Blue}=true")]
    [InlineData(
        "cannot-run.ramus.dev/gone.gone=true zone=a", true, true, $"cannot-run.ramus.dev/gone.gone=- {Blue}=true")]
    [InlineData("zone=a", false, true, "")]
    public void Only_differences_are_written(string present, bool isUnable, bool mayRemove, string expected)
    {
        var labels = present.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1]);

        var changes = NodeLabels.Changes(labels, isUnable ? [RedBlue] : [], mayRemove);

        string.Join(' ', changes.Select(change => $"{change.Key}={change.Value ?? "-"}")).ShouldBe(expected);
    }

    [Fact]
    public void A_node_has_a_bounded_number_of_labels_and_keeps_the_most_important_ones()
    {
        NetworkKey[] unable = [.. Enumerable.Range(0, 1000).Select(number => new NetworkKey("red", $"n{number}"))];

        var changes = NodeLabels.Changes(new Dictionary<string, string>(), unable, mayRemove: true);

        changes.Keys.ShouldBe(unable.Take(NodeLabels.Most).Select(CannotRunLabel.KeyOf), ignoreOrder: true);
    }

    [Fact]
    public void The_nodes_of_a_network_are_told_when_their_answer_changes()
    {
        var unable = new UnableNodes();

        unable.Set(RedBlue, Names("a", "b"), runsElsewhere: true).ShouldBe(["a", "b"], ignoreOrder: true);
        unable.Set(RedBlue, Names("a", "b"), runsElsewhere: true).ShouldBeEmpty();
        unable.Set(RedBlue, Names("b", "c"), runsElsewhere: true).ShouldBe(["a", "c"], ignoreOrder: true);
        unable.Of("a").ShouldBeEmpty();
        unable.Of("c").ShouldBe([RedBlue]);
        unable.Set(RedBlue, Names("b", "c"), runsElsewhere: false).ShouldBe(["b", "c"], ignoreOrder: true);
        unable.Set(RedBlue, Names(), runsElsewhere: false).ShouldBe(["b", "c"], ignoreOrder: true);
        unable.Of("b").ShouldBeEmpty();
        unable.Set(RedBlue, Names(), runsElsewhere: false).ShouldBeEmpty();
    }

    // A tenant's networks that no node can run must not push the labels of others off a node.
    [Fact]
    public void Networks_that_run_elsewhere_come_first()
    {
        var unable = new UnableNodes();
        unable.Set(new("a", "nowhere"), Names("n1"), runsElsewhere: false);
        unable.Set(new("z", "elsewhere"), Names("n1"), runsElsewhere: true);
        unable.Set(new("b", "elsewhere"), Names("n1"), runsElsewhere: true);

        unable.Of("n1").ShouldBe([new("b", "elsewhere"), new("z", "elsewhere"), new("a", "nowhere")]);
    }

    private static HashSet<string> Names(params string[] names) => [.. names];
}
