using System.Diagnostics;
using System.Text.Json;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Linux.Processes;

namespace Ramus.Benchmarks;

/// <summary>A way to attach and detach a whole pod, with its measured durations.</summary>
/// <param name="Name">The name in the output.</param>
/// <param name="Measure">Attaches and detaches one new pod.</param>
internal sealed record AttachWay(string Name, Func<(TimeSpan Add, TimeSpan Delete)> Measure)
{
    private const int WarmUp = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    internal Samples Add { get; } = new();

    internal Samples Delete { get; } = new();

    /// <summary>The delegates without a meta-plugin. The time between two processes does not count.</summary>
    internal static AttachWay Alone(BenchNode node) => new("delegates alone", () => CallDelegates(node, node.NewPod()));

    /// <summary>A meta-plugin: one process for ADD, and one for DEL.</summary>
    internal static AttachWay Through(string name, BenchNode node, string program, byte[] input) =>
        new(name, () => Call(node, program, input, Parameters(node.NewPod(), "eth0")));

    /// <summary>Measures the ways in turn, pod by pod; the order rotates.</summary>
    internal static void Interleave(AttachWay[] ways, int rounds)
    {
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
    }

    internal static AttachmentParameters Parameters(BenchPod pod, string interfaceName) => new()
    {
        ContainerId = pod.Id,
        Netns = pod.Netns,
        IfName = interfaceName,
        Args = $"IgnoreUnknown=1;K8S_POD_NAMESPACE=default;K8S_POD_NAME={pod.Id};K8S_POD_UID={pod.Id}",
    };

    /// <summary>
    /// Calls a meta-plugin for ADD and for DEL. What <paramref name="attached"/> does between the two is not measured.
    /// </summary>
    internal static (TimeSpan Add, TimeSpan Delete) Call(
        BenchNode node, string program, byte[] input, AttachmentParameters attachment, Action? attached = null)
    {
        var add = Time("ADD");
        attached?.Invoke();
        return (add, Time("DEL"));

        TimeSpan Time(string command)
        {
            var start = Stopwatch.GetTimestamp();
            PluginCall.Execute(program, command, attachment, node.Plugins, input, ChildLimits.In(Patience));
            return Stopwatch.GetElapsedTime(start);
        }
    }

    private static (TimeSpan Add, TimeSpan Delete) CallDelegates(BenchNode node, BenchPod pod)
    {
        NetworkConfig[] networks = [node.Default, .. node.Further];
        var results = new JsonElement?[networks.Length];
        var add = TimeSpan.Zero;
        for (var index = 0; index < networks.Length; index++)
        {
            for (var plugin = 0; plugin < networks[index].Plugins.Count; plugin++)
            {
                var parameters = Parameters(pod, InterfaceName(index));
                add += Time(node, networks[index], plugin, "ADD", parameters, results[index], out var output);
                results[index] = GoJson.Parse(output, "result");
            }
        }

        var delete = TimeSpan.Zero;
        for (var index = networks.Length - 1; index >= 0; index--)
        {
            for (var plugin = networks[index].Plugins.Count - 1; plugin >= 0; plugin--)
            {
                var parameters = Parameters(pod, InterfaceName(index));
                delete += Time(node, networks[index], plugin, "DEL", parameters, results[index], out _);
            }
        }

        return (add, delete);
    }

    private static TimeSpan Time(
        BenchNode node,
        NetworkConfig network,
        int plugin,
        string command,
        AttachmentParameters attachment,
        JsonElement? previous,
        out ReadOnlyMemory<byte> output)
    {
        var input = network.PluginInput(plugin, previous, null);
        var path = node.Plugins.Find(network.Plugins[plugin].Type);
        var start = Stopwatch.GetTimestamp();
        output = PluginCall.Execute(path, command, attachment, node.Plugins, input, ChildLimits.In(Patience));
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>The name of an interface in the pod.</summary>
    internal static string InterfaceName(int index) => index == 0 ? "eth0" : $"net{index}";
}
