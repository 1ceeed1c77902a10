using System.Collections.Concurrent;
using System.Diagnostics;
using Ramus.Crash.Node;

namespace Ramus.Crash.Soak;

/// <summary>Many pods are created and deleted on one node, eight at a time.</summary>
[Trait("Needs", "Root")]
public sealed class SoakTests(ITestOutputHelper output)
{
    private const int AtATime = 8;
    private static readonly string[] Wishes = ["", "macvlan-conf", "macvlan-conf,bridge-conf", Machine.ThreeNetworks];

    [Fact]
    public async Task Pods_come_and_go_eight_at_a_time_and_nothing_fails_or_stays()
    {
        using var node = new Machine();
        await using var agent = await SoakAgent.StartAsync(node);
        var pairs = new ConcurrentQueue<int>(Enumerable.Range(0, Extent.Pairs));
        var began = Stopwatch.GetTimestamp();

        await Task.WhenAll(Enumerable.Range(0, AtATime).Select(_ => Task.Run(() => Work(node, agent, pairs))));

        pairs.ShouldBeEmpty();
        node.ShouldBeClean();
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        output.WriteLine($"{Extent.Pairs} pairs, {AtATime} at a time, in {seconds:F0} s");
        if (agent is not null)
        {
            output.WriteLine(agent.ShouldBeFlat());
        }
    }

    // One sandbox per worker and one container per pair, because creating namespaces is not under test.
    private static void Work(Machine node, SoakAgent? agent, ConcurrentQueue<int> pairs)
    {
        var pod = node.AddPod();
        while (pairs.TryDequeue(out var pair))
        {
            agent?.Watch(pair);
            var request = Machine.Call("ADD", pod) with
            {
                ContainerId = $"{node.Name}-pair-{pair}",
                Networks = Wishes[pair % Wishes.Length],
            };
            node.Call(request).ShouldSucceed();
            node.Call(request with { Command = "DEL" }).ShouldSucceed();
        }
    }
}
