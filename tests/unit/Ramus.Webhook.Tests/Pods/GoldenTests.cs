using System.Text.Json;
using Ramus.Webhook.Admission;
using Ramus.Webhook.Pods;

namespace Ramus.Webhook.Tests.Pods;

public sealed class GoldenTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.Names()];

    [Trait(Expected.Trait, Expected.Files)]
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_pod_gets_the_outcome_of_its_folder(string name)
    {
        var golden = new GoldenCase(name);

        var decision = await DecideAsync(golden, golden.Pod);

        golden.Compare(decision);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_second_pass_over_the_patched_pod_changes_nothing(string name)
    {
        var golden = new GoldenCase(name);
        var first = await DecideAsync(golden, golden.Pod);
        if (first.Patch.IsEmpty)
        {
            return;
        }

        var second = await DecideAsync(golden, PatchedPod.Apply(golden.Pod, first.Patch));

        second.Refusal.ShouldBeNull();
        second.Patch.IsEmpty.ShouldBeTrue();
    }

    private static ValueTask<AdmissionDecision> DecideAsync(GoldenCase golden, JsonElement pod) =>
        new PodAdmission(golden.Networks, golden.Context)
            .ReviewAsync(pod, golden.PodNamespace, TestContext.Current.CancellationToken);
}
