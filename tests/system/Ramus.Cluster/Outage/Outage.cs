namespace Ramus.Cluster.Outage;

/// <summary>Stops the API server and kills every node agent, until it is disposed.</summary>
internal sealed class Outage : IAsyncDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly int apiServer = TestCluster.Current.ProcessOf("kube-apiserver");
    private readonly Task killing;

    private Outage() => killing = KillAgentsAsync();

    public static async Task<Outage> BeginAsync()
    {
        var outage = new Outage();
        await SignalAsync("STOP", outage.apiServer);
        return outage;
    }

    /// <summary>The number of killed agents; the kubelet starts new ones.</summary>
    public int Killed { get; private set; }

    public static async Task SignalAsync(string signal, int process) =>
        (await CommandResult.OfAsync("kill", [$"-{signal}", $"{process}"])).Succeeded();

    public async ValueTask DisposeAsync()
    {
        await SignalAsync("CONT", apiServer);
        await end.CancelAsync();
        await killing;
        end.Dispose();
    }

    private async Task KillAgentsAsync()
    {
        while (!end.IsCancellationRequested)
        {
            foreach (var agent in RamusSystem.AgentProcesses())
            {
                // The agent may have ended by itself meanwhile.
                await CommandResult.OfAsync("kill", ["-KILL", $"{agent}"]);
                Killed++;
            }

            await Task.Delay(50).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
