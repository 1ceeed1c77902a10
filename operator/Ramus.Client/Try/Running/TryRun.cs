using Ramus.Client.Try.Input;
using Ramus.Client.Try.Reporting;
using Ramus.Client.Try.Scratch;
using Ramus.Kubernetes.Options;

namespace Ramus.Client.Try.Running;

/// <summary>The run inside the scratch node: prepare it, start every pod, look, end them, report.</summary>
internal sealed class TryRun(TryOptions options, TextWriter output)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var inputs = TryInputs.Read(options);
        var ramus = Visible(RamusBinary.Find(options.Ramus));
        var pluginDirs = options.PluginDirs.Select(directory => Visible(Path.GetFullPath(directory))).ToList();

        // The old /proc still knows this process under the number that others see.
        var pid = new FileInfo("/proc/self").LinkTarget;
        ScratchMounts.Make();
        var node = NodeSetup.Prepare(inputs, ramus, pluginDirs, options.NodeLabels);
        await using var agent = new TryAgent(node, inputs.Pods, new DevicePool(options.Devices));
        agent.Start();
        await WaitForSocketAsync(cancellationToken);

        var before = Leftovers.NodeInterfaces();
        var pods = new List<(PodRuntime Runtime, PodOutcome Outcome)>();
        foreach (var pod in inputs.Pods)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var runtime = new PodRuntime(node, pod);
            pods.Add((runtime, runtime.Add()));
        }

        if (options.Keep)
        {
            if (!options.AsJson)
            {
                output.Write(TableReport.Write(Report(inputs, node, ramus, pods.Select(pod => pod.Outcome))));
            }

            await HoldAsync(pid, pods.Select(pod => pod.Runtime.EnterCommand), cancellationToken);
        }

        var report = Report(inputs, node, ramus, pods.Select(pod => pod.Runtime.Delete(pod.Outcome)));
        report = WithNodeLeftovers(report, before);
        output.Write(options.AsJson ? JsonReport.Write(report)
            : options.Keep ? TableReport.WriteEnds(report)
            : TableReport.Write(report));
        return report.IsGood ? 0 : ProgramLine.Failed;
    }

    private static string Visible(string path) =>
        !Path.Exists(path)
            ? throw ProgramException.WrongUsage($"{path} does not exist")
            : ScratchMounts.Hides(path)
                ? throw ProgramException.WrongUsage(
                    $"{path} cannot be seen on the scratch node, which has its own /run, /etc/cni and /var/lib/cni: "
                    + "give a copy from another directory")
                : path;

    private static TryReport Report(
        TryInputs inputs, NodeSetup node, string ramus, IEnumerable<PodOutcome> pods) => new()
        {
            Ramus = ramus,
            Uplinks = node.Uplinks,
            DefaultNetwork = node.DefaultNetwork,
            Networks = node.Networks.Count,
            RefusedNetworks = [.. node.Refusals.Values],
            Findings = NetworkFinding.In(inputs.Manifests.Networks),
            Notes = node.Notes,
            Pods = [.. pods],
        };

    // Which pod an interface of the node belonged to cannot be told any more; the last one stands for all.
    private static TryReport WithNodeLeftovers(TryReport report, IReadOnlySet<string> before)
    {
        var left = Leftovers.NodeInterfaces().Except(before).Select(name => $"interface {name} on the node").ToList();
        if (left.Count == 0)
        {
            return report;
        }

        var last = report.Pods[^1];
        var end = last.End! with { Left = [.. last.End!.Left, .. left] };
        return report with { Pods = [.. report.Pods.Take(report.Pods.Count - 1), last with { End = end }] };
    }

    private static async Task WaitForSocketAsync(CancellationToken cancellationToken)
    {
        while (!File.Exists(TryPaths.Socket))
        {
            await Task.Delay(1, cancellationToken);
        }
    }

    private static async Task HoldAsync(string? pid, IEnumerable<string> commands, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync(
            $"""

            The scratch node stays until Ctrl-C. Enter it from another terminal:
              nsenter --target {pid} --mount --net --pid
              {string.Join("\n  ", commands)}
            """);

        // Standard input is a pipe that nobody writes to: it ends with the program that started this one.
        using var input = Console.OpenStandardInput();
        var gone = input.ReadAsync(new byte[1], CancellationToken.None).AsTask();
        var stopped = Task.Delay(Timeout.Infinite, cancellationToken);
        await Task.WhenAny(gone, stopped);
    }
}
