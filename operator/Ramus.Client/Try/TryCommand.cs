using System.CommandLine;
using System.CommandLine.Parsing;
using Ramus.Contract.Json;
using Ramus.Client.Try.Input;
using Ramus.Client.Try.Running;
using Ramus.Client.Try.Scratch;

namespace Ramus.Client.Try;

/// <summary>`kubectl-ramus try`: the pods of some manifests on a scratch node of this machine.</summary>
public static class TryCommand
{
    internal const string InsideOption = "--inside";

    /// <summary>Exit codes: a pod did not get its networks, or the question itself was wrong.</summary>
    internal const int Failed = 1, Misused = 2, Interrupted = 130;

    private static readonly Option<string[]> Files = new("--file", "-f")
    {
        Description = "Manifests (networks, pods, ConfigMaps): a file, or a directory with all below it.",
        HelpName = "FILE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string[]> Pods = new("--pod")
    {
        Description = "Run this pod only: NAME or NAMESPACE/NAME (may be repeated). Default: every pod of the files.",
        HelpName = "NAME",
    };

    private static readonly Option<string?> DefaultNetwork = new("--default-network")
    {
        Description = "CNI configuration of the default network. Default: bridge cbr0, 10.244.0.0/24, host ports.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> NodeConf = new("--node-conf")
    {
        Description = "A configuration of type 'ramus' in place of the one that the node agent makes: a file, or a "
            + "path under which a ConfigMap of the manifests puts it.",
        HelpName = "FILE",
    };

    private static readonly Option<string[]> NetworkFiles = new("--network-file")
    {
        Description = "Configuration, as a file on the node, of a network whose manifest has none (may be repeated).",
        HelpName = "FILE",
    };

    private static readonly Option<string[]> PluginDirs = new("--plugin-dir")
    {
        Description = "Directory of CNI plugins, searched before /opt/cni/bin, /usr/lib/cni and /usr/libexec/cni.",
        HelpName = "DIR",
    };

    private static readonly Option<string?> RamusPath = new("--ramus")
    {
        Description = "The plugin `ramus`. Default: beside this program, else the first one on PATH.",
        HelpName = "PATH",
    };

    private static readonly Option<string[]> Devices = new("--device")
    {
        Description = "Devices that the kubelet of the scratch node hands out, as RESOURCE=ID,ID (may be repeated).",
        HelpName = "RESOURCE=ID,...",
    };

    private static readonly Option<string[]> Labels = new("--label")
    {
        Description = "Label of the scratch node, for networks that are for some nodes or use a node's values (may be "
            + "repeated).",
        HelpName = "KEY=VALUE",
    };

    private static readonly Option<string> Output = new("--output", "-o")
    {
        Description = "table or json.",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => "table",
    };

    private static readonly Option<bool> Keep = new("--keep")
    {
        Description = "Hold the scratch node until Ctrl-C, and say how to enter it.",
    };

    private static readonly Option<bool> Inside = new(InsideOption) { Hidden = true };

    private static readonly Option<string?> Probe = new(PortProbe.Option) { Hidden = true };

    /// <summary>The command, for the program's root command.</summary>
    public static Command Create()
    {
        Output.AcceptOnlyFromAmong("table", "json");
        Devices.Validators.Add(RefuseMalformedDevices);
        Labels.Validators.Add(RefuseMalformedLabels);
        var command = new Command(
            "try",
            "Run pods on a scratch node of this machine: real plugins, private namespaces, nothing of the host is "
            + "touched. Exit code 1 when a pod does not get its networks, 2 for wrong usage. Needs root and iproute2.")
        {
            Files, Pods, DefaultNetwork, NodeConf, NetworkFiles, PluginDirs, RamusPath, Devices, Labels, Output,
            Keep, Inside, Probe,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Probe) is { } probe)
        {
            return await PortProbe.RunAsync(probe, cancellationToken);
        }

        var options = Read(parsed);
        try
        {
            if (options.Files.Count == 0)
            {
                throw new TryException("no manifests: give at least one with -f FILE", Misused);
            }

            return parsed.GetValue(Inside)
                ? await new TryRun(options, Console.Out).RunAsync(cancellationToken)
                : await Launcher.RunAsync(options, cancellationToken);
        }
        catch (TryException failure)
        {
            return Report(failure.Message, failure.ExitCode);
        }
        catch (ContractException failure)
        {
            return Report(failure.Message, Failed);
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
    }

    private static int Report(string message, int exitCode)
    {
        Console.Error.WriteLine($"kubectl-ramus try: {message}");
        return exitCode;
    }

    private static TryOptions Read(ParseResult parsed) => new()
    {
        Files = parsed.GetValue(Files) ?? [],
        Pods = parsed.GetValue(Pods) ?? [],
        DefaultNetwork = parsed.GetValue(DefaultNetwork),
        NodeConf = parsed.GetValue(NodeConf),
        NetworkFiles = parsed.GetValue(NetworkFiles) ?? [],
        PluginDirs = parsed.GetValue(PluginDirs) ?? [],
        Ramus = parsed.GetValue(RamusPath),
        Devices = DevicePool.ParseOptions(parsed.GetValue(Devices) ?? []),
        NodeLabels = (parsed.GetValue(Labels) ?? []).Select(static label => label.Split('=', 2))
            .GroupBy(static parts => parts[0], static parts => parts[1], StringComparer.Ordinal)
            .ToDictionary(static label => label.Key, static label => label.Last(), StringComparer.Ordinal),
        AsJson = parsed.GetValue(Output) == "json",
        Keep = parsed.GetValue(Keep),
    };

    private static void RefuseMalformedLabels(OptionResult result)
    {
        foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
        {
            result.AddError($"--label {token.Value}: expected KEY=VALUE, for example zone=a");
        }
    }

    private static void RefuseMalformedDevices(OptionResult result)
    {
        foreach (var token in result.Tokens.Where(token => !DevicePool.IsWellFormed(token.Value)))
        {
            result.AddError(
                $"--device {token.Value}: expected RESOURCE=ID,ID, for example intel.com/sriov=0000:03:02.0");
        }
    }
}
