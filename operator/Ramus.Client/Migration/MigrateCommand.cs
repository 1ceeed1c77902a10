using System.CommandLine;
using System.Runtime.Versioning;
using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Kubernetes.Options;

namespace Ramus.Client.Migration;

/// <summary>`kubectl-ramus migrate plan|apply|undo`.</summary>
[SupportedOSPlatform("linux")]
internal static class MigrateCommand
{
    // In the agent's container, environment variables set these options to the node's directories.
    private static readonly ProgramOption<string> ConfDir = new(
        "--conf-dir", "The container runtime's CNI configuration directory.", ValueKinds.RequiredText("PATH"),
        NodeLayout.StandardConfDir);

    private static readonly ProgramOption<string> BinDir = new(
        "--bin-dir", "The directory of the CNI plugins.", ValueKinds.RequiredText("PATH"), NodeLayout.StandardBinDir);

    private static readonly ProgramOption<string> StateDir = new(
        "--state-dir", "The directory with the plugin's attachment records.", ValueKinds.RequiredText("PATH"),
        NodeLayout.StandardStateDir);

    /// <summary>The command, for the program's root command.</summary>
    public static Command Create() =>
        new(
            "migrate",
            "Migrate this node from Multus to Ramus, or back. Install Ramus and delete Multus' DaemonSet first, or "
            + "Multus recreates its files. Running pods are not restarted.")
        {
            Step(
                "plan", "Show what Multus left on this node and what `apply` would do; change nothing.",
                static migration => migration.Plan()),
            Step(
                "apply", "Move Multus' files from the CNI directories to <state-dir>/migration.",
                static migration => migration.Apply()),
            Step("undo", "Restore Multus' files.", static migration => migration.Undo()),
        };

    private static Command Step(string name, string description, Func<MultusMigration, IEnumerable<string>> run) =>
        new Command(name, description).With([ConfDir, BinDir, StateDir], (values, _) => Task.FromResult(Run(run(
            new MultusMigration(values.Get(ConfDir), values.Get(BinDir), values.Get(StateDir))))));

    private static int Run(IEnumerable<string> lines)
    {
        try
        {
            foreach (var line in lines)
            {
                Console.WriteLine(line);
            }

            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or ContractException)
        {
            throw new ProgramException(e.Message, e);
        }
    }
}
