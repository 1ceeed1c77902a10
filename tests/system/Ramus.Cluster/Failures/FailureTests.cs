namespace Ramus.Cluster.Failures;

/// <summary>Failures as the user sees them: network, interface, cause and remedy.</summary>
public sealed class FailureTests(FailingPods pods) : IClassFixture<FailingPods>
{
    public static TheoryData<string> Cases => [.. FailureCase.All.Select(one => one.Name)];

    [ClusterTheory]
    [MemberData(nameof(Cases))]
    public async Task The_event_of_the_pod_explains(string failure)
    {
        var one = FailureCase.All.Single(known => known.Name == failure);
        var network = $"{pods.Namespace.Name}/{one.Name}";

        var text = (await pods.Namespace.EventsAsync(one.Name, "FailedCreatePodSandBox", count: 1))[0];

        text.ShouldContain($"network '{network}', interface '{one.Interface}': ");
        var sentence = one.Sentence.Replace("NETWORK", network, StringComparison.Ordinal)
            .Replace("NAMESPACE", pods.Namespace.Name, StringComparison.Ordinal);
        text.Contains(sentence, StringComparison.Ordinal).ShouldBeTrue($"{text}\n  should say: {sentence}");
    }

    [ClusterTheory]
    [MemberData(nameof(Cases))]
    public async Task Diagnose_names_the_cause_and_what_to_do(string failure)
    {
        var one = FailureCase.All.Single(known => known.Name == failure);
        await pods.Namespace.EventsAsync(one.Name, "FailedCreatePodSandBox", count: 1);

        var cause = (one.Cause ?? one.Sentence)
            .Replace("NETWORK", $"{pods.Namespace.Name}/{one.Name}", StringComparison.Ordinal)
            .Replace("NAMESPACE", pods.Namespace.Name, StringComparison.Ordinal);

        // The operator may not have judged the network yet.
        CommandResult? answer = null;
        await Eventually.AgreesAsync(
            async () =>
            {
                answer = await TestCluster.Current.KubectlRamusAsync(
                    "diagnose", "-n", pods.Namespace.Name, one.Name);
                return answer.Output.Split('\n').Any(line => line.StartsWith("Cause:", StringComparison.Ordinal)
                    && line.Contains(cause, StringComparison.Ordinal));
            },
            $"the cause: {cause}",
            () => Task.FromResult($"{answer?.Output}{answer?.Errors}"));

        answer!.ExitCode.ShouldBe(1);
        answer.Output.ShouldContain("\nTo do:");
    }
}
