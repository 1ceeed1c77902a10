namespace Ramus.Cluster.Admission;

/// <summary>Stops the webhook's process (SIGSTOP), as on a node that hangs, until it is disposed.</summary>
internal sealed class FrozenWebhook : IAsyncDisposable
{
    private readonly int process;

    private FrozenWebhook(int process) => this.process = process;

    public static async Task<FrozenWebhook> FreezeAsync()
    {
        // The machine may also run the webhook of another cluster.
        var sandbox = await Sandbox.OfAsync(await RamusSystem.ReadyPodAsync("ramus-webhook"));
        var network = NetworkOf(sandbox.Process);
        var webhook = new FrozenWebhook(ProcessList
            .With("ramus-webhook", $"--own-namespace={RamusSystem.Namespace}")
            .Single(process => NetworkOf(process) == network));
        await webhook.SignalAsync("STOP");
        return webhook;
    }

    public ValueTask DisposeAsync() => new(SignalAsync("CONT"));

    // The kubelet may have killed the process meanwhile.
    private Task<CommandResult> SignalAsync(string signal) =>
        CommandResult.OfAsync("kill", [$"-{signal}", $"{process}"]);

    private static string? NetworkOf(int process) => new FileInfo($"/proc/{process}/ns/net").LinkTarget;
}
