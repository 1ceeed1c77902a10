using Ramus.Cni.RuntimeSide;

namespace Ramus.Attachers.Tests.Differential;

/// <summary>
/// The original plugin and the built-in one make the same of a configuration, check each other's work, and delete each
/// other's work.
/// </summary>
public abstract class DifferentialTests
{
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(5);

    private protected static void Compare(Case tested)
    {
        using var theirs = new World(tested);
        using var ours = new World(tested);
        var before = ours.Traces();
        var expected = theirs.Add(World.Original);
        var actual = ours.Add(World.Ours);
        actual.Code.ShouldBe(expected.Code, $"original: {expected.Message}\nours: {actual.Message}");
        (expected.Code != 0).ShouldBe(tested.Fails, expected.Message);
        if (tested.Fails)
        {
            if (tested.IsChain)
            {
                // The runtime detaches the plugins that were before the one that failed.
                ours.Delete(World.Ours, null).Code.ShouldBe(0);
            }

            // The originals leave interfaces until DEL, and refuse some configurations in DEL as well.
            ours.Traces().ShouldBe(before, actual.Message);
            return;
        }

        CompareSuccess(tested, theirs, expected, ours, actual);
    }

    private static void CompareSuccess(Case tested, World theirs, Outcome expected, World ours, Outcome actual)
    {
        var isResultEqual = tested.ResultsDiffer is null;
        ShouldBeEqual(
            theirs,
            isResultEqual ? expected : expected with { Result = null },
            ours,
            isResultEqual ? actual : actual with { Result = null });
        Check(tested, theirs, expected, World.Original, World.Ours);
        Check(tested, ours, actual, World.Ours, World.Original);

        // Crosswise, and twice.
        Delete(theirs, expected, World.Ours);
        Delete(ours, actual, World.Original);
        if (tested.DeletionsDiffer is not null)
        {
            ours.Traces().ShouldBe(theirs.Traces());
            return;
        }

        ShouldBeEqual(theirs, expected with { Result = null }, ours, actual with { Result = null });
    }

    private static void Check(Case tested, World world, Outcome added, Delegates own, Delegates other)
    {
        if (tested.Version is "0.1.0" or "0.2.0" or "0.3.0" or "0.3.1" || tested.ChecksDiffer is not null)
        {
            return;
        }

        var expected = world.Check(own, added.Result);
        var actual = world.Check(other, added.Result);
        actual.Code.ShouldBe(expected.Code, $"of its maker: {expected.Message}\nof the other: {actual.Message}");
        expected.Code.ShouldBe(0, expected.Message);
    }

    private static void Delete(World world, Outcome added, Delegates plugins)
    {
        for (var time = 1; time <= 2; time++)
        {
            var deleted = world.Delete(plugins, added.Result);
            deleted.Code.ShouldBe(0, deleted.Message);
        }
    }

    // The kernel updates the states of interfaces after a command has ended.
    private static void ShouldBeEqual(World theirs, Outcome expected, World ours, Outcome actual)
    {
        string wanted = "", got = "";
        SpinWait.SpinUntil(
            () =>
            {
                wanted = theirs.Describe(expected.Result);
                got = ours.Describe(actual.Result);
                return got == wanted;
            },
            SettleTime);
        var (theirLines, ourLines) = (wanted.Split('\n'), got.Split('\n'));
        string[] differences =
            [.. theirLines.Except(ourLines).Select(line => $"original: {line}"),
             .. ourLines.Except(theirLines).Select(line => $"ours:     {line}")];
        string.Join('\n', differences).ShouldBeEmpty();
    }
}
