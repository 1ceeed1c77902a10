using System.Collections.Concurrent;
using System.Diagnostics;
using Ramus.Crash.Node;

namespace Ramus.Crash.RandomKills;

/// <summary>
/// kill -9 at random moments of ADD and DEL of pods with four networks: of the plugin, of the plugin with all its
/// children, or of one delegate. On one of the nodes, the plugins are built in. After the last DEL no address, no
/// interface and no file is left.
/// </summary>
[Trait("Needs", "Root")]
public sealed class RandomKillTests(ITestOutputHelper output)
{
    private const int Nodes = 3;
    private readonly ConcurrentDictionary<string, int> counts = [];
    private int rounds;
    private volatile int kills;

    [Fact]
    public async Task Kills_at_random_moments_leave_nothing_after_the_last_DEL()
    {
        _ = Plugins.Directory;
        await Task.WhenAll(Enumerable.Range(0, Nodes).Select(node => Task.Run(() => Work(isBuiltIn: node == 0))));

        output.WriteLine($"{kills} kills, seed {Extent.Seed}: " + string.Join(
            ", ", counts.OrderBy(count => count.Key).Select(count => $"{count.Key} {count.Value}")));
    }

    private void Work(bool isBuiltIn)
    {
        using var node = new Machine();
        node.Settings["builtinPlugins"] = isBuiltIn ? "auto" : "none";
        var times = Measure(node);
        while (kills < Extent.Crashes)
        {
            var number = Interlocked.Increment(ref rounds);
            var round = new Round(node, new Random(unchecked((Extent.Seed * 1_000_003) + number)), times, Count);
            try
            {
                round.Run();
                Interlocked.Add(ref kills, round.Kills);
            }
            catch (Exception failure)
            {
                // Makes the other workers end too.
                kills = int.MaxValue;
                throw new InvalidOperationException(
                    $"round {number} of RAMUS_SEED={Extent.Seed}: {failure.Message}", failure);
            }
        }
    }

    private void Count(string what) => counts.AddOrUpdate(what, 1, (_, count) => count + 1);

    private static Dictionary<string, TimeSpan> Measure(Machine node)
    {
        var pod = node.AddPod();
        var began = Stopwatch.GetTimestamp();
        node.Add(pod).ShouldSucceed();
        var add = Stopwatch.GetElapsedTime(began);
        began = Stopwatch.GetTimestamp();
        node.Delete(pod).ShouldSucceed();
        var delete = Stopwatch.GetElapsedTime(began);
        node.RemovePod(pod);
        return new() { ["ADD"] = add, ["DEL"] = delete };
    }
}
