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

        var answer = await TestCluster.Current.KubectlRamusAsync("diagnose", "-n", pods.Namespace.Name, one.Name);

        answer.ExitCode.ShouldBe(1, answer.Output + answer.Errors);
        var lines = answer.Output.Split('\n');
        var cause = (one.Cause ?? one.Sentence)
            .Replace("NETWORK", $"{pods.Namespace.Name}/{one.Name}", StringComparison.Ordinal)
            .Replace("NAMESPACE", pods.Namespace.Name, StringComparison.Ordinal);
        var found = lines.SingleOrDefault(line => line.StartsWith("Cause:", StringComparison.Ordinal));
        (found?.Contains(cause, StringComparison.Ordinal) == true).ShouldBeTrue($"{answer.Output}\n  cause: {cause}");
        lines.ShouldContain(line => line.StartsWith("To do:", StringComparison.Ordinal));
    }
}
