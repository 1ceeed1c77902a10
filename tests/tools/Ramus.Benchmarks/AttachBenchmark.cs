using System.Diagnostics;
using System.Text.Json;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Linux.Processes;

namespace Ramus.Benchmarks;

/// <summary>
/// Whole-pod ADD and DEL through `ramus`, interleaved with the same delegates run directly one after the other; the
/// order rotates. With built-in plugins, `ramus` is the only process. The floor counts only the plugin processes, not
/// the time between them. The pods' namespaces are removed at the end, because the kernel's deferred cleanup would slow
/// down the next round.
/// </summary>
internal static class AttachBenchmark
{
    private const int WarmUp = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    internal static void Run(BenchNode node, string ramus, int networks, int rounds)
    {
        Way[] ways =
        [
            new("delegates alone", () => Alone(node)),
            new("ramus", () => Ours(node, ramus)),
            new("ramus, built in", () => Ours(node, ramus, "auto")),
        ];
        for (var round = -WarmUp; round < rounds; round++)
        {
            for (var turn = 0; turn < ways.Length; turn++)
            {
                var way = ways[(turn + round + WarmUp) % ways.Length];
                var (add, delete) = way.Measure();
                if (round >= 0)
                {
                    way.Add.Add(add);
                    way.Delete.Add(delete);
                }
            }
        }

        var isOne = networks == 1;
        Console.WriteLine($"pod with the default network and {networks} others, {rounds} rounds, interleaved");
        Print("ADD", ways, way => way.Add, isOne ? 0.20 : 0.13);
        Print("DEL", ways, way => way.Delete, isOne ? 0.45 : 0.25);
    }

    private static void Print(string command, Way[] ways, Func<Way, Samples> samples, double builtInGoal)
    {
        var floor = samples(ways[0]).Median;
        Console.WriteLine($"  {command}  {ways[0].Name,-16}  {samples(ways[0])}");
        foreach (var (way, goal) in ways.Skip(1).Zip([1.15, builtInGoal]))
        {
            var ratio = samples(way).Median / floor;
            Console.WriteLine(
                $"  {command}  {way.Name,-16}  {samples(way)}   ratio {ratio:F3} (goal: at most {goal:F2})");
        }
    }

    /// <summary>Two builds of the plugin in turn, pod by pod.</summary>
    internal static void Compare(BenchNode node, string ramus, string other, int networks, int rounds)
    {
        (Samples Add, Samples Delete) one = (new(), new());
        (Samples Add, Samples Delete) two = (new(), new());
        for (var round = -WarmUp; round < rounds; round++)
        {
            var isOneFirst = round % 2 == 0;
            foreach (var isOne in (ReadOnlySpan<bool>)[isOneFirst, !isOneFirst])
            {
                var (add, delete) = Ours(node, isOne ? ramus : other);
                if (round >= 0)
                {
                    var samples = isOne ? one : two;
                    samples.Add.Add(add);
                    samples.Delete.Add(delete);
                }
            }
        }

        Console.WriteLine($"pod with the default network and {networks} more, {rounds} rounds, two builds in turn");
        Console.WriteLine($"  ADD  {one.Add}  and  {two.Add}   ratio {two.Add.Median / one.Add.Median:F3}");
        Console.WriteLine($"  DEL  {one.Delete}  and  {two.Delete}   ratio {two.Delete.Median / one.Delete.Median:F3}");
    }

    private static (TimeSpan Add, TimeSpan Delete) Ours(BenchNode node, string ramus, string builtIn = "none")
    {
        var pod = node.NewPod();
        var input = node.Input(builtIn: builtIn);
        var attachment = Parameters(pod, "eth0");
        return (Call("ADD"), Call("DEL"));

        TimeSpan Call(string command)
        {
            var start = Stopwatch.GetTimestamp();
            PluginCall.Execute(ramus, command, attachment, node.Plugins, input, ChildLimits.In(Patience));
            return Stopwatch.GetElapsedTime(start);
        }
    }

    private static (TimeSpan Add, TimeSpan Delete) Alone(BenchNode node)
    {
        var pod = node.NewPod();
        NetworkConfig[] networks = [node.Default, .. node.Further];
        var results = new JsonElement[networks.Length];
        var add = TimeSpan.Zero;
        for (var index = 0; index < networks.Length; index++)
        {
            add += Time(node, networks[index], "ADD", Parameters(pod, Name(index)), null, out var output);
            results[index] = GoJson.Parse(output, "result");
        }

        var delete = TimeSpan.Zero;
        for (var index = networks.Length - 1; index >= 0; index--)
        {
            delete += Time(node, networks[index], "DEL", Parameters(pod, Name(index)), results[index], out _);
        }

        return (add, delete);
    }

    private static TimeSpan Time(
        BenchNode node,
        NetworkConfig network,
        string command,
        AttachmentParameters attachment,
        JsonElement? previous,
        out ReadOnlyMemory<byte> output)
    {
        var input = network.PluginInput(0, previous, null);
        var path = node.Plugins.Find(network.Plugins[0].Type);
        var start = Stopwatch.GetTimestamp();
        output = PluginCall.Execute(path, command, attachment, node.Plugins, input, ChildLimits.In(Patience));
        return Stopwatch.GetElapsedTime(start);
    }

    private static string Name(int index) => index == 0 ? "eth0" : $"net{index}";

    internal static AttachmentParameters Parameters(BenchPod pod, string interfaceName) => new()
    {
        ContainerId = pod.Id,
        Netns = pod.Netns,
        IfName = interfaceName,
        Args = $"IgnoreUnknown=1;K8S_POD_NAMESPACE=default;K8S_POD_NAME={pod.Id};K8S_POD_UID={pod.Id}",
    };

    /// <summary>A way to attach a pod, with its measured durations.</summary>
    private sealed record Way(string Name, Func<(TimeSpan Add, TimeSpan Delete)> Measure)
    {
        public Samples Add { get; } = new();

        public Samples Delete { get; } = new();
    }
}
