
namespace Ramus.Plugin.Tests.RealNode;

/// <summary>Pods of a real Multus are detached from its recorded files, with the plugins that it called.</summary>
[Trait("Needs", "Root")]
public sealed class MultusPodTests : IDisposable
{
    private readonly MultusNode node = new();

    public static TheoryData<string, string, string> Deletions
    {
        get
        {
            var all = new TheoryData<string, string, string>();
            foreach (var recorded in RecordedPod.Cases)
            {
                foreach (var sandbox in new[] { "is there", "is gone", "is not named" })
                {
                    all.Add(recorded, sandbox, "list and results");
                }

                all.Add(recorded, "is there", "list");
                all.Add(recorded, "is gone", "list");
                all.Add(recorded, "is gone", "results");
                all.Add(recorded, "is there", "torn list and results");
            }

            return all;
        }
    }

    public void Dispose() => node.Dispose();

    [Theory]
    [MemberData(nameof(Deletions))]
    public void DEL_frees_every_address_link_rule_and_file(string recorded, string sandbox, string left)
    {
        var pod = new RecordedPod(recorded);
        node.Attach(pod);
        ShouldBeAttached(pod);
        node.Rules.Any().ShouldBe(recorded.EndsWith("conflist", StringComparison.Ordinal), "ipMasq of the list");
        Leave(pod, left);
        if (sandbox != "is there")
        {
            node.Sandbox(pod).Stop();
        }

        var netns = sandbox == "is not named" ? "" : node.Sandbox(pod).Netns;
        var answer = node.Delete(pod, netns);

        answer.ShouldSucceed();
        node.Delete(pod, netns).ShouldSucceed();
        ShouldBeGone(pod);
        var torn = left.StartsWith("torn", StringComparison.Ordinal);
        answer.ErrorOutput.Contains("is ignored", StringComparison.Ordinal).ShouldBe(torn, answer.ErrorOutput);
        node.Files.ShouldBe(torn ? [$"{node.CniDir}/{pod.ContainerId}"] : []);
        if (sandbox == "is there")
        {
            // bridge finds the addresses whose rules it removes on the pod's interface.
            node.Rules.ShouldBeEmpty();
        }

        LinksShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Pods_of_one_node_go_one_by_one_and_the_others_keep_what_they_have(int first)
    {
        List<RecordedPod> pods = [.. RecordedPod.Cases.Select(recorded => new RecordedPod(recorded))];
        pods.ForEach(node.Attach);
        pods.ForEach(ShouldHaveItsRecordedAddresses);

        for (var gone = 0; gone < pods.Count; gone++)
        {
            var pod = pods[(first + gone) % pods.Count];
            node.Delete(pod, node.Sandbox(pod).Netns).ShouldSucceed();
            ShouldBeGone(pod);
            Enumerable.Range(gone + 1, pods.Count - gone - 1).ToList().ForEach(
                other => ShouldBeAttached(pods[(first + other) % pods.Count]));
        }

        node.Files.ShouldBeEmpty();
        node.Rules.ShouldBeEmpty();
    }

    private void Leave(RecordedPod pod, string left)
    {
        if (left == "list")
        {
            Directory.Delete($"{node.CniDir}/results", recursive: true);
        }
        else if (left == "results")
        {
            File.Delete($"{node.CniDir}/{pod.ContainerId}");
        }
        else if (left == "torn list and results")
        {
            using var list = File.OpenWrite($"{node.CniDir}/{pod.ContainerId}");
            list.SetLength(list.Length / 2);
        }
    }

    private void ShouldBeAttached(RecordedPod pod)
    {
        node.Sandbox(pod).Interfaces.ShouldBe(["eth0", "net1", "brx", "net3"], ignoreOrder: true);
        node.Leases(pod.ContainerId).Count.ShouldBe(5, pod.ContainerId);
    }

    private void ShouldHaveItsRecordedAddresses(RecordedPod pod)
    {
        foreach (var result in pod.Results)
        {
            node.Sandbox(pod).Addresses((string)result["ifName"]!).ShouldBe(
                result["result"]!["ips"]!.AsArray().Select(ip => (string)ip!["address"]!));
        }
    }

    private void ShouldBeGone(RecordedPod pod)
    {
        if (File.Exists(node.Sandbox(pod).Netns))
        {
            node.Sandbox(pod).Interfaces.ShouldBeEmpty();
        }

        node.Leases(pod.ContainerId).ShouldBeEmpty();
    }

    // The kernel removes the links of an ended namespace with a delay.
    private void LinksShouldBe(int count)
    {
        SpinWait.SpinUntil(() => node.PodLinks.Count == count, TimeSpan.FromSeconds(30));
        node.PodLinks.Count.ShouldBe(count, string.Join(' ', node.PodLinks));
    }
}
