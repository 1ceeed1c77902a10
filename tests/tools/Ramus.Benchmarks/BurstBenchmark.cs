using System.Diagnostics;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Linux.Processes;

namespace Ramus.Benchmarks;

/// <summary>
/// As many pods as a node can have, all started at once as after the node's restart: with any number of ADDs at a time,
/// with the default, and with other bounds. The order of the variants changes from round to round.
/// </summary>
internal static class BurstBenchmark
{
    private const int Pods = 110;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    // Null: the plugin's default. 0: any number.
    private static readonly int?[] Bounds = [0, null, 4, 16];

    internal static void Run(BenchNode node, string ramus, int networks, int rounds)
    {
        var measured = Bounds.Select(_ => (Last: new Samples(), Each: new Samples())).ToList();
        var failed = new int[Bounds.Length];
        for (var round = -1; round < rounds; round++)
        {
            for (var index = 0; index < Bounds.Length; index++)
            {
                var variant = (index + round + 1) % Bounds.Length;
                var burst = Start(node, ramus, Bounds[variant]);
                if (round >= 0)
                {
                    measured[variant].Last.Add(burst.Max());
                    burst.ForEach(measured[variant].Each.Add);
                    failed[variant] += Pods - burst.Count;
                }
            }
        }

        Console.WriteLine($"{Pods} pods at once, each with the default network and {networks} others, {rounds} rounds");
        for (var index = 0; index < Bounds.Length; index++)
        {
            var (last, each) = measured[index];
            Console.WriteLine(
                $"  concurrentAdds {(object?)Bounds[index] ?? "default",-7}  last pod {last}  "
                + $"ratio {last.Median / measured[0].Last.Median:F3}   pods {each}  "
                + $"ratio {each.Median / measured[0].Each.Median:F3}   failed {failed[index]}");
        }
    }

    /// <summary>Attaches and detaches the pods.</summary>
    /// <returns>The time from the start of all to the end of each that succeeds.</returns>
    private static List<TimeSpan> Start(BenchNode node, string ramus, int? bound)
    {
        var input = node.Input(bound);
        var pods = Enumerable.Range(0, Pods).Select(_ => node.NewPod()).ToList();
        var times = new List<TimeSpan>();
        var began = 0L;
        using var everyone = new Barrier(Pods, _ => began = Stopwatch.GetTimestamp());
        Together(pods, pod =>
        {
            everyone.SignalAndWait();
            Call(pod, "ADD");
            lock (times)
            {
                times.Add(Stopwatch.GetElapsedTime(began));
            }
        });
        Together(pods, pod => Call(pod, "DEL"));
        return times;

        void Call(BenchPod pod, string command) => PluginCall.Execute(
            ramus, command, AttachWay.Parameters(pod, "eth0"), node.Plugins, input, ChildLimits.In(Patience));
    }

    private static void Together(List<BenchPod> pods, Action<BenchPod> work)
    {
        var threads = pods.ConvertAll(pod => new Thread(() =>
        {
            try
            {
                work(pod);
            }
            catch (CniException failure)
            {
                Console.Error.WriteLine($"  {failure.Message}");
            }
        }));
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }
}
