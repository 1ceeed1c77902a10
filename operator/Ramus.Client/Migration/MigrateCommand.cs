using System.CommandLine;
using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Client.Migration;

/// <summary>`kubectl-ramus migrate plan|apply|undo`.</summary>
internal static class MigrateCommand
{
    private const int Failed = 1;

    private static readonly Option<string> ConfDir = Folder(
        "--conf-dir", "CNI configuration directory of the container runtime.", "/etc/cni/net.d");

    private static readonly Option<string> BinDir = Folder(
        "--bin-dir", "Directory of CNI plugins.", "/opt/cni/bin");

    private static readonly Option<string> StateDir = Folder(
        "--state-dir", "Attachment records and status reports of the plugin.", "/var/lib/cni/ramus");

    /// <summary>The command, for the program's root command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "migrate",
            "From Multus to Ramus on this node, and back. Ramus must be installed before, and Multus' DaemonSet "
            + "deleted, or it writes its files again. No pod is restarted.");
        command.Add(Step(
            "plan", "Say what is there of Multus and what would be done with it; change nothing.",
            migration => migration.Plan()));
        command.Add(Step(
            "apply", "Move Multus' files out of the CNI folders, to <state-dir>/migration.",
            migration => migration.Apply()));
        command.Add(Step("undo", "Put them back.", migration => migration.Undo()));
        return command;
    }

    // Where it is run in the agent's container, the environment says where the node's folders are.
    private static Option<string> Folder(string name, string description, string absent) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => FromEnvironment(name) is { Length: > 0 } path ? path : absent,
    };

    private static string? FromEnvironment(string name) =>
        Environment.GetEnvironmentVariable($"RAMUS{name[1..].ToUpperInvariant().Replace('-', '_')}");

    private static Command Step(string name, string description, Func<MultusMigration, IEnumerable<string>> run)
    {
        var step = new Command(name, description) { ConfDir, BinDir, StateDir };
        step.SetAction(parsed => Run(name, run(new MultusMigration(
            parsed.GetRequiredValue(ConfDir),
            parsed.GetRequiredValue(BinDir),
            parsed.GetRequiredValue(StateDir)))));
        return step;
    }

    private static int Run(string name, IEnumerable<string> lines)
    {
        try
        {
            foreach (var line in lines)
            {
                Console.WriteLine(line);
            }

            return 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException
            or ContractException)
        {
            Console.Error.WriteLine($"kubectl-ramus migrate {name}: {failure.Message}");
            return Failed;
        }
    }
}
