namespace Ramus.Node.Services;

/// <summary>Wakes a waiting loop; several calls of <see cref="Set"/> wake it only once.</summary>
internal sealed class Signal : IDisposable
{
    private readonly SemaphoreSlim pending = new(0, 1);
    private readonly Lock guard = new();

    public void Set()
    {
        lock (guard)
        {
            if (pending.CurrentCount == 0)
            {
                pending.Release();
            }
        }
    }

    /// <summary>Waits for <see cref="Set"/>, at most for <paramref name="atMost"/>.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
        pending.WaitAsync(atMost, cancellationToken);

    public void Dispose() => pending.Dispose();
}
