using System.Runtime.Versioning;
using Ramus.Client.Output;
using Ramus.Client.Try.Input;
using Ramus.Client.Try.Reporting;
using Ramus.Client.Try.Scratch;
using Ramus.Kubernetes.Options;

namespace Ramus.Client.Try.Running;

/// <summary>
/// The run inside the scratch node: prepares it, starts and inspects every pod, deletes the pods, reports.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class TryRun(TryOptions options, TextWriter output)
{
    private readonly TableReport table = new(Paint.OfConsole(), options.ShowStatus);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var inputs = TryInputs.Read(options);
        var ramus = Visible(RamusBinary.Find(options.Ramus));
        var pluginDirs = options.PluginDirs.Select(directory => Visible(Path.GetFullPath(directory))).ToList();

        // The old /proc still has the pid of this process in the host's pid namespace.
        var pid = new FileInfo("/proc/self").LinkTarget;
        ScratchMounts.Make();
        ScratchMounts.Require([ramus, .. pluginDirs, Environment.ProcessPath!]);
        var node = NodeSetup.Prepare(inputs, ramus, pluginDirs, options);
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
                output.Write(table.Write(Report(inputs, node, ramus, pods.Select(pod => pod.Outcome))));
            }

            await HoldAsync(pid, pods.Select(pod => pod.Runtime.EnterCommand), cancellationToken);
        }

        var report = Report(inputs, node, ramus, pods.Select(pod => pod.Runtime.Delete(pod.Outcome)));
        report = WithNodeLeftovers(report, before);
        output.Write(options.AsJson ? JsonReport.Write(report)
            : options.Keep ? table.WriteEnds(report)
            : table.Write(report));
        var isClean = report.Findings.Count + report.Warnings == 0;
        return report.IsGood && (isClean || !options.Strict) ? 0 : ProgramLine.Failed;
    }

    private static string Visible(string path) =>
        !Path.Exists(path)
            ? throw ProgramException.WrongUsage($"{path} does not exist")
            : ScratchMounts.Hides(path)
                ? throw ProgramException.WrongUsage(
                    $"{path} is not visible on the scratch node, which has its own /run, /dev, /etc/cni and "
                    + "/var/lib/cni: copy it to another directory, and give that path")
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
            OtherWarnings = node.Warnings,
            Notes = node.Notes,
            Pods = [.. pods],
        };

    // A leftover interface of the node cannot be assigned to its pod, so the last pod reports all of them.
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

        // Standard input is a pipe without data: it is closed when the program that started this one ends.
        using var input = Console.OpenStandardInput();
        var gone = input.ReadAsync(new byte[1], CancellationToken.None).AsTask();
        var stopped = Task.Delay(Timeout.Infinite, cancellationToken);
        await Task.WhenAny(gone, stopped);
    }
}
