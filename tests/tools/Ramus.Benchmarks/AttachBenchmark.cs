using System.Diagnostics;
using System.Text.Json;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Linux.Processes;

namespace Ramus.Benchmarks;

/// <summary>
/// Whole-pod ADD and DEL through `ramus`, interleaved with the same delegates run alone, one after the other, in turn
/// the one and the other first. The floor counts the plugin processes only: what is between them here is not timed. The
/// pods' namespaces are removed at the end, since the kernel does that later and then holds up who comes next.
/// </summary>
internal static class AttachBenchmark
{
    private const int WarmUp = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    internal static void Run(BenchNode node, int networks, int rounds)
    {
        var (floorAdd, floorDelete, ourAdd, ourDelete) = (new Samples(), new Samples(), new Samples(), new Samples());
        for (var round = -WarmUp; round < rounds; round++)
        {
            var isOursFirst = round % 2 == 0;
            var early = isOursFirst ? Ours(node) : default;
            var alone = Alone(node);
            var ours = isOursFirst ? early : Ours(node);
            if (round >= 0)
            {
                floorAdd.Add(alone.Add);
                floorDelete.Add(alone.Delete);
                ourAdd.Add(ours.Add);
                ourDelete.Add(ours.Delete);
            }
        }

        Console.WriteLine($"pod with the default network and {networks} more, {rounds} rounds, interleaved");
        Console.WriteLine($"  ADD  delegates alone  {floorAdd}");
        Console.WriteLine(
            $"  ADD  ramus            {ourAdd}   ratio {ourAdd.Median / floorAdd.Median:F3} (goal: at most 1.15)");
        Console.WriteLine($"  DEL  delegates alone  {floorDelete}");
        var ratio = ourDelete.Median / floorDelete.Median;
        Console.WriteLine($"  DEL  ramus            {ourDelete}   ratio {ratio:F3} (goal: at most 1.15)");
    }

    private static (TimeSpan Add, TimeSpan Delete) Ours(BenchNode node)
    {
        var pod = node.NewPod();
        var input = node.Input();
        var attachment = Parameters(pod, "eth0");
        return (Call("ADD"), Call("DEL"));

        TimeSpan Call(string command)
        {
            var start = Stopwatch.GetTimestamp();
            PluginCall.Execute(node.Ramus, command, attachment, node.Plugins, input, ChildLimits.In(Patience));
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

    private static AttachmentParameters Parameters(BenchPod pod, string interfaceName) => new()
    {
        ContainerId = pod.Id,
        Netns = pod.Netns,
        IfName = interfaceName,
        Args = $"IgnoreUnknown=1;K8S_POD_NAMESPACE=default;K8S_POD_NAME={pod.Id};K8S_POD_UID={pod.Id}",
    };
}
