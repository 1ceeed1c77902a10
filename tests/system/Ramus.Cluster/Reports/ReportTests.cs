using Ramus.Testing.Reports;

namespace Ramus.Cluster.Reports;

/// <summary>Users' inputs on a cluster: those cases of tests/golden/reports that have the key "cluster".</summary>
public sealed class ReportTests
{
    public static TheoryData<string> Running => With("runs");

    public static TheoryData<string> Refused => With("refused");

    public static TheoryData<string> Failing => With("event");

    [ClusterTheory]
    [MemberData(nameof(Running))]
    public async Task The_pods_of_an_input_run_with_their_interfaces(string name)
    {
        var report = ReportCase.Load(name);
        await using var applied = await AppliedReport.ApplyAsync(report);
        applied.Result.Succeeded();

        foreach (var (key, want) in report.Pods)
        {
            var pod = await applied.Namespace.RunningAsync(NameOf(key));
            await HasInterfacesAsync(want, await Sandbox.OfAsync(pod));
        }
    }

    [ClusterTheory]
    [MemberData(nameof(Refused))]
    public async Task An_input_with_a_mistake_is_refused_when_it_is_applied(string name)
    {
        var report = ReportCase.Load(name);

        await using var applied = await AppliedReport.ApplyAsync(report);

        applied.Result.ExitCode.ShouldBe(1, applied.Result.Output);
        applied.Result.Errors.ShouldContain("denied the request: ");
        applied.Result.Errors.ShouldContain(report.Cluster!.Says!, Case.Sensitive);
    }

    [ClusterTheory]
    [MemberData(nameof(Failing))]
    public async Task The_event_of_a_failing_pod_explains(string name)
    {
        var report = ReportCase.Load(name);
        await using var applied = await AppliedReport.ApplyAsync(report);
        applied.Result.Succeeded();

        foreach (var (key, want) in report.Pods)
        {
            var text = (await applied.Namespace.EventsAsync(NameOf(key), "FailedCreatePodSandBox", count: 1))[0];

            text.ShouldContain($"network '{applied.Namespace.Name}/{NameOf(want.Failure!.Network!)}', interface 'net");
            text.ShouldContain(want.Failure.Why, Case.Sensitive);
            text.ShouldContain(report.Cluster!.Says!, Case.Sensitive);
        }
    }

    // Claims about eth0's addresses are those of the scratch node; the cluster has another default network.
    private static async Task HasInterfacesAsync(ReportPod want, Sandbox sandbox)
    {
        var routes = await sandbox.DefaultRoutesAsync();
        var links = (await sandbox.InterfacesAsync()).ToDictionary(link => link.Name);
        links.Keys.ShouldBe(want.Interfaces!.Keys, ignoreOrder: true);
        foreach (var (name, claims) in want.Interfaces.Where(link => link.Key != "eth0"))
        {
            var link = links[name];
            var claimed = new ClaimedInterface(name, link.Mac, link.Mtu, link.Addresses, routes);
            claims.ToList().ForEach(claim => InterfaceClaim.Check(claim, claimed));
        }
    }

    private static string NameOf(string key) => key.Split('/')[1];

    private static TheoryData<string> With(string outcome) =>
        [.. ReportCase.Names.Where(name => ReportCase.Load(name).Cluster?.Outcome == outcome)];
}
