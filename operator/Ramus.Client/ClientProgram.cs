using System.CommandLine;
using Ramus.Client.Migration;
using Ramus.Client.Try;
using Ramus.Kubernetes.Options;

namespace Ramus.Client;

/// <summary>The program kubectl-ramus, from arguments to exit status.</summary>
internal static class ClientProgram
{
    // After Ctrl-C a scratch node is taken away before the program ends.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(12);

    internal static Task<int> RunAsync(string[] arguments) =>
        ProgramLine.RunAsync("kubectl-ramus", Build(), arguments, Grace);

    internal static RootCommand Build() =>
        new("Runs pods on a scratch node of this machine, and moves a node from Multus to Ramus. Beside kubectl it is "
            + "`kubectl ramus`. " + SharedOptions.EnvironmentNote)
        {
            TryCommand.Create(),
            MigrateCommand.Create(),
        };
}
