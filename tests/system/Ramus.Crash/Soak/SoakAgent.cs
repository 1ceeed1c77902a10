using System.Globalization;
using Ramus.Crash.Node;
using Ramus.Testing.Kubernetes.FakeApi;
using Ramus.Testing.Kubernetes.Programs;

namespace Ramus.Crash.Soak;

/// <summary>
/// The native node agent publishes the statuses of a soak test's pods: its memory must not grow with their number.
/// </summary>
internal sealed class SoakAgent : IAsyncDisposable
{
    private const double GrowthMiB = 8;
    private const string PodPath = "/api/v1/namespaces/shop/pods/web";
    private readonly FakeApiServer api;
    private readonly AgentProcess process;
    private double early;

    private SoakAgent(FakeApiServer api, AgentProcess process)
    {
        this.api = api;
        this.process = process;
    }

    /// <summary>Null unless RAMUS_AGENT names the native agent, as `make soak` does.</summary>
    public static async Task<SoakAgent?> StartAsync(Machine node)
    {
        if (Environment.GetEnvironmentVariable("RAMUS_AGENT") is not { Length: > 0 } agent)
        {
            return null;
        }

        var api = await FakeApiServer.StartAsync();
        var pod = api.Store.Put(PodPath, """{"apiVersion":"v1","kind":"Pod","spec":{"nodeName":"bench"}}""");
        node.PodUid = pod["metadata"]!["uid"]!.GetValue<string>();
        Directory.CreateDirectory($"{node.State}/spool");
        return new SoakAgent(api, AgentProcess.Start(agent, node.Binary, node["agent"], node.State, api.Port));
    }

    /// <summary>Measures the agent's memory after a fifth of the pairs, when it has executed all of its code.</summary>
    public void Watch(int pair)
    {
        if (pair == Extent.Pairs / 5)
        {
            early = process.Resident;
        }
    }

    /// <summary>Asserts that the memory has not grown since then, and that statuses were published.</summary>
    public string ShouldBeFlat()
    {
        var published = api.Requests.Count(request => request is { Method: "PATCH", Path: PodPath + "/status" });
        published.ShouldBeGreaterThan(0, "the agent published nothing");
        var now = process.Resident;
        now.ShouldBeLessThan(early + GrowthMiB);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"node agent: {early:F1} MiB after a fifth, {now:F1} MiB at the end, {published} statuses published");
    }

    public async ValueTask DisposeAsync()
    {
        process.Dispose();
        await api.DisposeAsync();
    }
}
