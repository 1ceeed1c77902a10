using System.Text;
using Ramus.Cni.PluginSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;

namespace Ramus.Fuzz.Targets;

/// <summary>
/// The whole plugin, in this process: the head of an input contains the CNI_* variables, the body is standard input.
/// The plugin must always end with status 0 or 1 and print JSON exactly when the protocol requires it. After an ADD,
/// the target runs the matching DEL.
/// </summary>
internal sealed class PluginTarget : FuzzTarget
{
    /// <summary>The only network namespace available: this process's own.</summary>
    public const string OwnNamespace = "/proc/thread-self/ns/net";

    private readonly ScratchNode node = new();
    private readonly ConfinedPlugin plugin;

    public PluginTarget()
    {
        plugin = new ConfinedPlugin(node);
        // Otherwise the plugin would stop because this is not a pod's namespace.
        Environment.SetEnvironmentVariable("CNI_NETNS_OVERRIDE", "1");
        foreach (var (name, config) in ScratchNetworks.Files)
        {
            node.Write(name, Encoding.UTF8.GetBytes(config));
        }
    }

    public override bool HasHead => true;

    public override string Scratch => node.Root;

    public override Outcome Execute(ReadOnlyMemory<byte> input)
    {
        var headed = new HeadedInput(input);
        var command = headed["CNI_COMMAND"] ?? "ADD";
        try
        {
            var outcome = Run(headed, command);
            if (command == "ADD")
            {
                CheckRecords();
                Run(headed, "DEL");
            }

            return outcome;
        }
        finally
        {
            node.Clean();
        }
    }

    public override void Dispose()
    {
        node.Dispose();
        base.Dispose();
    }

    private Outcome Run(HeadedInput headed, string command)
    {
        byte[]? output = null;
        var status = PluginMain.Run(plugin, new PluginProcess
        {
            Variable = name => name switch
            {
                "CNI_COMMAND" => command,
                "CNI_CONTAINERID" => headed[name] ?? "c1",
                "CNI_NETNS" => headed[name] ?? OwnNamespace,
                "CNI_IFNAME" => headed[name] ?? "eth0",
                "CNI_PATH" => headed[name] ?? "/bin",
                _ => headed[name],
            },
            ReadInput = () => headed.Body.ToArray(),
            WriteOutput = bytes =>
            {
                Rule.Holds(output is null, "standard output is written once");
                output = bytes;
            },
            WriteError = _ => { },
        });
        Rule.Holds(status is 0 or 1, "the exit status is 0 or 1", $"{status}");
        if (status == 0)
        {
            CheckSuccess(command, output);
            return Outcome.Accepted;
        }

        CheckError(output);
        return Outcome.Refused;
    }

    private static void CheckSuccess(string command, byte[]? output)
    {
        if (command is "DEL" or "CHECK" or "GC" or "STATUS" or "")
        {
            Rule.Holds(output is null, "a command without a result prints nothing");
            return;
        }

        var result = Rule.Accepts(() => GoJson.ParseObject(output ?? [], "output"), "the output is JSON");
        Rule.Holds(CniVersions.IsSupported(result.GetText("cniVersion", "output") ?? ""), "the output has a version");
    }

    private static void CheckError(byte[]? output)
    {
        var error = Rule.Accepts(() => GoJson.ParseObject(output ?? [], "output", 8 << 20), "an error is JSON");
        var message = error.GetText("msg", "output") ?? "";
        Rule.Holds(error.GetInteger("code", "output") is > 0, "an error's code is above zero");
        Rule.Holds(CniVersions.IsSupported(error.GetText("cniVersion", "output") ?? ""), "an error has a version");
        Rule.Holds(message.Length > 0, "an error has a message");
        if (message.StartsWith("internal error", StringComparison.Ordinal))
        {
            var details = error.GetText("details", "output") ?? "";
            throw new BrokenRuleException(CauseOf(details), $"{message}\n{details}");
        }
    }

    /// <summary>The rule that was broken inside the plugin, otherwise the place in our code.</summary>
    private static string CauseOf(string details)
    {
        var lines = details.Split('\n');
        return lines[0].StartsWith(typeof(BrokenRuleException).FullName!, StringComparison.Ordinal)
            ? lines[0]
            : $"no internal error: {Array.Find(lines, line => line.Contains(" Ramus.", StringComparison.Ordinal))}";
    }

    // If a record cannot be read again, its attachments are never detached.
    private void CheckRecords()
    {
        var directory = node.Path("state/attachments");
        if (!Directory.Exists(directory))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(directory, "*.jsonl"))
        {
            var content = File.ReadAllBytes(file);
            Rule.Accepts(() => RecordFormat.Parse(content), "ADD's record can be read");
        }
    }
}
