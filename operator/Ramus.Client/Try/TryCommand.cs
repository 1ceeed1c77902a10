using System.CommandLine;
using System.Runtime.Versioning;
using Ramus.Client.Try.Input;
using Ramus.Client.Try.Running;
using Ramus.Client.Try.Scratch;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Kubernetes.Options;

namespace Ramus.Client.Try;

/// <summary>`kubectl-ramus try`: runs the pods of manifests on a scratch node of this machine.</summary>
[SupportedOSPlatform("linux")]
internal static class TryCommand
{
    private const int Interrupted = 130;

    private static readonly ValueKind<string> File = ValueKinds.RequiredText("FILE");

    private static readonly RepeatedOption<string> Files = new(
        "--file", "Manifests (networks, pods, ConfigMaps): a file, or a directory with its subdirectories.", File)
    {
        Aliases = { "-f" },
        // The shell expands a pattern to several files.
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly RepeatedOption<string> Pods = new(
        "--pod", "Run only this pod: NAME or NAMESPACE/NAME. Without this option, all pods of the files run.",
        ValueKinds.RequiredText("NAME"));

    private static readonly ProgramOption<string> DefaultNetwork = new(
        "--default-network",
        "The CNI configuration of the default network. Empty: bridge cbr0, 10.244.0.0/24, host ports.",
        ValueKinds.Text("FILE"), "");

    private static readonly ProgramOption<string> NodeConf = new(
        "--node-conf",
        "A configuration of type 'ramus' instead of the one that the node agent renders: a file, or a path from a "
        + "ConfigMap of the manifests.",
        ValueKinds.Text("FILE"), "");

    private static readonly RepeatedOption<string> NetworkFiles = new(
        "--network-file", "A configuration file on the scratch node, for a network without spec.config.", File);

    private static readonly RepeatedOption<string> PluginDirs = new(
        "--plugin-dir", "A directory of CNI plugins, searched before /opt/cni/bin, /usr/lib/cni and /usr/libexec/cni.",
        ValueKinds.RequiredText("DIR"));

    private static readonly ProgramOption<string> RamusPath = new(
        "--ramus", "The path of the plugin `ramus`. Empty: beside this program, else the first one on PATH.",
        ValueKinds.Text("PATH"), "");

    private static readonly RepeatedOption<(string Resource, IReadOnlyList<string> Ids)> Devices = new(
        "--device", "Devices of the scratch node, which are allocated to pods as a kubelet allocates them.",
        new("RESOURCE=ID,...", DevicePool.Parse, static device => $"{device.Resource}={string.Join(',', device.Ids)}"));

    private static readonly RepeatedOption<KeyValuePair<string, string>> Labels = new(
        "--label", "A label of the scratch node, for networks with a node selector or with node variables.",
        new("KEY=VALUE", ReadLabel, static label => $"{label.Key}={label.Value}"));

    private static readonly ProgramOption<BuiltInChoice> BuiltInPlugins = new(
        "--builtin-plugins",
        "The plugin types that run inside ramus: auto, none, or types separated by commas. With --node-conf, that "
        + "configuration decides.",
        new("TYPES", BuiltInChoice.Parse, static choice => choice.ToString()), BuiltInChoice.None);

    private static readonly ProgramOption<bool> AsJson = new(
        "--output", "The output format: table or json.",
        ValueKinds.Choice("OUTPUT", [("table", false), ("json", true)]), false)
    {
        Aliases = { "-o" },
    };

    private static readonly ProgramOption<bool> Status = new(
        "--status", "Show each pod's network-status in the table; JSON always has it.", ValueKinds.Flag, false);

    private static readonly ProgramOption<bool> Strict = new(
        "--strict", "Exit with code 1 for warnings too.", ValueKinds.Flag, false);

    private static readonly ProgramOption<bool> Keep = new(
        "--keep", "Keep the scratch node until Ctrl-C, and show how to enter it.", ValueKinds.Flag, false);

    private static readonly ProgramOption<bool> Inside = new(
        Launcher.InsideOption, "This process already runs inside the scratch node.", ValueKinds.Flag, false)
    {
        Hidden = true,
    };

    /// <summary>The command, for the program's root command.</summary>
    public static Command Create() =>
        new Command(
            "try",
            "Run pods on a scratch node of this machine, with real plugins in private namespaces. The host is not "
            + "changed. Exit code 1 when a pod does not get its networks, 2 for wrong usage. Needs root and "
            + "iproute2.")
        {
            PortProbe.Create(),
        }.With(
            [
                Files, Pods, DefaultNetwork, NodeConf, NetworkFiles, PluginDirs, RamusPath, Devices, Labels,
                BuiltInPlugins, AsJson, Status, Strict, Keep, Inside,
            ],
            RunAsync);

    private static async Task<int> RunAsync(OptionValues values, CancellationToken cancellationToken)
    {
        var options = Read(values);
        if (options.Files.Count == 0)
        {
            throw ProgramException.WrongUsage("no manifests: give at least one with -f FILE");
        }

        try
        {
            return values.Get(Inside)
                ? await new TryRun(options, Console.Out).RunAsync(cancellationToken)
                : await Launcher.RunAsync(options, cancellationToken);
        }
        catch (ContractException e)
        {
            // A file of the user cannot be read: a manifest, the default network or the node's configuration.
            throw ProgramException.WrongUsage(Quote.Visible(e.Message));
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
    }

    private static TryOptions Read(OptionValues values) => new()
    {
        Files = values.Get(Files),
        Pods = values.Get(Pods),
        DefaultNetwork = values.GetOrNull(DefaultNetwork),
        NodeConf = values.GetOrNull(NodeConf),
        NetworkFiles = values.Get(NetworkFiles),
        PluginDirs = values.Get(PluginDirs),
        Ramus = values.GetOrNull(RamusPath),
        Devices = values.Get(Devices).ToLookup(
            static device => device.Resource, static device => device.Ids, StringComparer.Ordinal)
            .ToDictionary(
                static resource => resource.Key,
                static IReadOnlyList<string> (resource) => [.. resource.SelectMany(static ids => ids).Distinct()],
                StringComparer.Ordinal),
        NodeLabels = values.Get(Labels).GroupBy(static label => label.Key, StringComparer.Ordinal)
            .ToDictionary(static label => label.Key, static label => label.Last().Value, StringComparer.Ordinal),
        BuiltIn = values.Get(BuiltInPlugins),
        AsJson = values.Get(AsJson),
        ShowStatus = values.Get(Status),
        Strict = values.Get(Strict),
        Keep = values.Get(Keep),
    };

    private static KeyValuePair<string, string> ReadLabel(string text) =>
        text.Split('=', 2) is [{ Length: > 0 } key, var value]
            ? new(key, value)
            : throw new FormatException("is not KEY=VALUE, for example zone=a");
}
