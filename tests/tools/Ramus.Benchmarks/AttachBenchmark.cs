namespace Ramus.Benchmarks;

/// <summary>
/// Whole-pod ADD and DEL through `ramus`, interleaved with the same delegates run directly one after the other; the
/// order rotates. With built-in plugins, `ramus` is the only process. The pods' namespaces are removed at the end,
/// because the kernel's deferred cleanup would slow down the next round.
/// </summary>
internal static class AttachBenchmark
{
    /// <summary>Measures `ramus` and the kernel's own share, and a peer if one is given.</summary>
    internal static void Run(BenchNode node, string ramus, int networks, int rounds, Peer? peer = null)
    {
        AttachWay[] ways =
        [
            .. Common(node, ramus),
            peer is null ? KernelWay.Of(node) : peer.Way(node),
        ];
        AttachWay.Interleave(ways, rounds);

        var isOne = networks == 1;
        var last = peer is null ? "the limit" : null;
        Console.WriteLine($"pod with the default network and {networks} others, {rounds} rounds, interleaved");
        Print("ADD", ways, way => way.Add, [1.15, isOne ? 0.20 : 0.13, null], last);
        Print("DEL", ways, way => way.Delete, [1.15, isOne ? 0.45 : 0.25, null], last);
    }

    /// <summary>Measures networks with a longer chain, or with two address families.</summary>
    internal static void Run(BenchNode node, string ramus, string what, int rounds)
    {
        var ways = Common(node, ramus);
        AttachWay.Interleave(ways, rounds);

        Console.WriteLine($"{what}, {rounds} rounds, interleaved");
        Print("ADD", ways, way => way.Add, [null, null], null);
        Print("DEL", ways, way => way.Delete, [null, null], null);
    }

    private static AttachWay[] Common(BenchNode node, string ramus) =>
    [
        AttachWay.Alone(node),
        AttachWay.Through("ramus", node, ramus, node.Input()),
        AttachWay.Through("ramus, built in", node, ramus, node.Input(builtIn: "auto")),
    ];

    private static void Print(
        string command, AttachWay[] ways, Func<AttachWay, Samples> samples, double?[] goals, string? last)
    {
        var (floor, ramus) = (samples(ways[0]).Median, samples(ways[1]).Median);
        Console.WriteLine($"  {command}  {ways[0].Name,-16}  {samples(ways[0])}");
        foreach (var (way, goal) in ways.Skip(1).Zip(goals))
        {
            var median = samples(way).Median;
            var note = goal is null ? last ?? $"{median / ramus:F3} times ramus" : $"goal: at most {goal:F2}";
            Console.WriteLine(
                $"  {command}  {way.Name,-16}  {samples(way)}   ratio {median / floor:F3} ({note})");
        }
    }

    /// <summary>Two builds of the plugin in turn, pod by pod.</summary>
    internal static void Compare(BenchNode node, string ramus, string other, int networks, int rounds)
    {
        var one = AttachWay.Through("one build", node, ramus, node.Input());
        var two = AttachWay.Through("the other", node, other, node.Input());
        AttachWay.Interleave([one, two], rounds);

        Console.WriteLine($"pod with the default network and {networks} more, {rounds} rounds, two builds in turn");
        Console.WriteLine($"  ADD  {one.Add}  and  {two.Add}   ratio {two.Add.Median / one.Add.Median:F3}");
        Console.WriteLine($"  DEL  {one.Delete}  and  {two.Delete}   ratio {two.Delete.Median / one.Delete.Median:F3}");
    }
}
