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
}
