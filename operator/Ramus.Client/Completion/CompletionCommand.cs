using System.CommandLine;
using Ramus.Client.Help;
using Ramus.Kubernetes.Options;

namespace Ramus.Client.Completion;

/// <summary>`kubectl-ramus completion bash|zsh|fish`.</summary>
internal static class CompletionCommand
{
    /// <summary>The command, for the program's root command.</summary>
    public static Command Create() => new Command("completion", "Print a completion script for a shell.")
    {
        Shell("bash", CompletionScripts.Bash, "source <(kubectl-ramus completion bash)"),
        Shell("zsh", CompletionScripts.Zsh, "source <(kubectl-ramus completion zsh)"),
        Shell("fish", CompletionScripts.Fish, "kubectl-ramus completion fish | source"),
    };

    /// <summary>Answers the call of a script.</summary>
    /// <param name="root">The program.</param>
    /// <param name="words">The words of the command line, without the program's name.</param>
    /// <param name="output">Where the answer goes.</param>
    public static int Answer(Command root, IReadOnlyList<string> words, TextWriter output)
    {
        var (candidates, areFiles) = Candidates.For(root, words);
        foreach (var (word, description) in candidates)
        {
            output.WriteLine(description.Length == 0 ? word : $"{word}\t{description}");
        }

        output.WriteLine(areFiles ? CompletionScripts.Files : CompletionScripts.NoFiles);
        return 0;
    }

    private static ExampleCommand Shell(string name, string script, string use) =>
        new ExampleCommand(name, $"Print the completion script for {name}.", [use]).With([], (_, _) =>
        {
            Console.Out.Write(script);
            return Task.FromResult(0);
        });
}
