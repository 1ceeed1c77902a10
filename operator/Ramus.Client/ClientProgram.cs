using System.CommandLine;
using Ramus.Client.Check;
using Ramus.Client.Completion;
using Ramus.Client.Create;
using Ramus.Client.Diagnose;
using Ramus.Client.Explain;
using Ramus.Client.Gather;
using Ramus.Client.Get;
using Ramus.Client.Graph;
using Ramus.Client.Help;
using Ramus.Client.Migration;
using Ramus.Client.Try;
using Ramus.Client.Verify;
using Ramus.Client.Versions;
using Ramus.Kubernetes.Options;

namespace Ramus.Client;

/// <summary>The program kubectl-ramus, from arguments to exit code.</summary>
internal static class ClientProgram
{
    // After Ctrl-C the program removes the scratch node before it ends.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(12);

    internal static Task<int> RunAsync(string[] arguments) =>
        arguments is [CompletionScripts.Call, .. var words]
            ? Task.FromResult(CompletionCommand.Answer(Build(), words, Console.Out))
            : ProgramLine.RunAsync("kubectl-ramus", Build(), arguments, Grace);

    internal static RootCommand Build()
    {
        var root = new RootCommand(
            "Checks manifests with networks and pods, lists networks and interfaces of a cluster, runs pods on a "
            + "scratch node of this machine, and migrates a node from Multus to Ramus. As a kubectl plugin, it is "
            + "called `kubectl ramus`. "
            + SharedOptions.EnvironmentNote)
        {
            CheckCommand.Create(),
            ExplainCommand.Create(),
            CreateCommand.Create(),
            GetCommand.Create(),
            GetCommand.CreateTop(),
            DiagnoseCommand.Create(),
            VerifyCommand.Create(),
            GatherCommand.Create(),
            GraphCommand.Create(),
            VersionCommand.Create(),
        };
        if (OperatingSystem.IsLinux())
        {
            root.Add(TryCommand.Create());
            root.Add(MigrateCommand.Create());
        }
        else
        {
            root.Add(LinuxCommand.Create("try"));
            root.Add(LinuxCommand.Create("migrate"));
        }

        root.Add(CompletionCommand.Create());
        HelpWithExamples.Set(root);
        return root;
    }
}
