using System.CommandLine;
using Ramus.Node.Hosting;

namespace Ramus.Node.Migration;

/// <summary>`ramus-node migrate plan|apply|undo`.</summary>
internal static class MigrateCommand
{
    private const int Failed = 1;

    /// <summary>The command, for the program's root command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "migrate",
            "From Multus to Ramus on this node, and back. Ramus must be installed before, and Multus' DaemonSet deleted, or "
            + "it writes its files again. No pod is restarted.");
        command.Add(Step(
            "plan", "Say what is there of Multus and what would be done with it; change nothing.", migration => migration.Plan()));
        command.Add(Step(
            "apply", "Move Multus' files out of the CNI folders, to <state-dir>/migration.", migration => migration.Apply()));
        command.Add(Step("undo", "Put them back.", migration => migration.Undo()));
        return command;
    }

    private static Command Step(string name, string description, Func<MultusMigration, IEnumerable<string>> run)
    {
        var step = new Command(name, description) { CommandOptions.ConfDir, CommandOptions.BinDir, CommandOptions.StateDir };
        step.SetAction(parsed => Run(name, run(new MultusMigration(
            parsed.GetRequiredValue(CommandOptions.ConfDir),
            parsed.GetRequiredValue(CommandOptions.BinDir),
            parsed.GetRequiredValue(CommandOptions.StateDir)))));
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
        catch (Exception failure) when (Failures.AreExpected(failure))
        {
            Console.Error.WriteLine($"ramus-node migrate {name}: {failure.Message}");
            return Failed;
        }
    }
}
