using System.CommandLine;
using Ramus.Client.Check.Findings;
using Ramus.Client.Cluster;
using Ramus.Client.Help;
using Ramus.Client.Manifests;
using Ramus.Client.Output;
using Ramus.Kubernetes.Options;
using Ramus.Validation.Json;
using Ramus.Validation.Rules;

namespace Ramus.Client.Explain;

/// <summary>`kubectl-ramus explain`: the page of a rule, or the networks of pods with their reasons.</summary>
internal static class ExplainCommand
{
    private static readonly ProgramArgument Subject = new(
        "RULE|POD", "The id of a rule, as `check` and the webhook print it, or the name of a pod. Without an "
        + "argument, all rules are listed.", 0, 1);

    private static readonly RepeatedOption<string> Files = new(
        "--file", "Explain the pods of these manifests, without a cluster: a file, a directory, or - for standard "
        + "input.",
        ValueKinds.RequiredText("FILE"))
    {
        Aliases = { "-f" },
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>The command, for the program's root command.</summary>
    public static Command Create() =>
        new ExampleCommand(
            "explain",
            "Show what a rule requires, or which networks a pod gets and why: the annotation or rule that selects each "
            + "network, the devices and the node requirements that come from it. Only POD needs a cluster.",
            [
                "kubectl ramus explain host-local-range-start",
                "kubectl ramus explain web-0 -n tenant-a",
                "kubectl ramus explain -f deployment.yaml -f networks/",
            ])
        .WithArgument(Subject)
        .With(
            [Files, ClusterOptions.Namespace, ClusterOptions.System, ListOptions.Format, .. ClusterOptions.Access],
            RunAsync,
            static values => values.Get(Files).Count > 0 && values.Get(Subject).Count > 0
                ? "give either -f FILE, or the name of a rule or pod"
                : null);

    private static Task<int> RunAsync(OptionValues values, CancellationToken cancellationToken)
    {
        if (values.Get(Files).Count > 0)
        {
            using var input = Console.OpenStandardInput();
            var files = ManifestFiles.Read(values.Get(Files), input).Select(static one => one.File).ToList();
            return Task.FromResult(Write(
                FileExplanations.Of(files, values.GetOrNull(ClusterOptions.Namespace) ?? "default"), values));
        }

        if (values.Get(Subject) is not [var subject])
        {
            Console.Out.Write(RuleText.OfAll());
            return Task.FromResult(0);
        }

        if (CheckRules.Find(subject.ToLowerInvariant()) is { } rule)
        {
            Console.Out.Write(RuleText.Of(rule, Paint.OfConsole()));
            return Task.FromResult(0);
        }

        return Meant(subject) is { } meant
            ? throw ProgramException.WrongUsage(
                $"there is no rule '{subject}'; did you mean '{meant}'? For a pod of this name, write pod/{subject}")
            : ExplainPodAsync(subject, values, cancellationToken);
    }

    // A pod can have a name that is similar to a rule's, but seldom.
    private static string? Meant(string subject) =>
        subject.Contains('/')
            ? null
            : Spelling.Nearest(
                subject.ToLowerInvariant(), CheckRules.All.Concat(RuleBook.All).Select(static one => one.Id));

    private static Task<int> ExplainPodAsync(
        string subject, OptionValues values, CancellationToken cancellationToken) =>
        ClusterSession.UseAsync(values, async cluster => Write(
            [
                await ClusterExplanation.OfAsync(
                    cluster, values.GetOrNull(ClusterOptions.Namespace) ?? cluster.DefaultNamespace,
                    subject.StartsWith("pod/", StringComparison.Ordinal) ? subject[4..] : subject,
                    values.Get(ClusterOptions.System), cancellationToken),
            ],
            values));

    private static int Write(IReadOnlyList<Explanation> explanations, OptionValues values)
    {
        Console.Out.Write(values.Get(ListOptions.Format) switch
        {
            ListFormat.Json => ExplanationText.Json(explanations),
            ListFormat.Yaml => YamlText.Of(ExplanationText.Json(explanations)),
            _ => ExplanationText.Table(explanations, Paint.OfConsole()),
        });
        return 0;
    }
}
