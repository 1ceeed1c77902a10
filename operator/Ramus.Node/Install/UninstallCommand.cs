using System.CommandLine;
using Ramus.Node.Running;

namespace Ramus.Node.Install;

/// <summary>`ramus-node uninstall`.</summary>
internal static class UninstallCommand
{
    private const int Failed = 1;

    /// <summary>The command, for the program's root command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "uninstall",
            "Take from this node what the agent made: its CNI configuration, the rendered networks and the plugin. The "
            + "state stays while pods still have attachments. Stop the agent first, or it makes everything again.")
        {
            CommandOptions.ConfDir, CommandOptions.BinDir, CommandOptions.StateDir,
        };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(CommandOptions.ConfDir),
            parsed.GetRequiredValue(CommandOptions.BinDir),
            parsed.GetRequiredValue(CommandOptions.StateDir)));
        return command;
    }

    private static int Run(string confDir, string binDir, string stateDir)
    {
        try
        {
            foreach (var line in Uninstaller.Run(confDir, binDir, stateDir))
            {
                Console.WriteLine(line);
            }

            return 0;
        }
        catch (Exception failure) when (Failures.AreExpected(failure))
        {
            Console.Error.WriteLine($"ramus-node uninstall: {failure.Message}");
            return Failed;
        }
    }
}
