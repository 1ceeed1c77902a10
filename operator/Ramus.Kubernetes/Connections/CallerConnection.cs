using Microsoft.AspNetCore.Connections;

namespace Ramus.Kubernetes.Connections;

/// <summary>One connection in a <see cref="ConnectionTable"/>; a feature of each of its requests.</summary>
public sealed class CallerConnection
{
    private readonly ConnectionContext context;
    private readonly TimeProvider time;
    private long since;
    private volatile bool busy;

    internal CallerConnection(ConnectionContext context, Caller caller, TimeProvider time)
    {
        this.context = context;
        this.time = time;
        Caller = caller;
        since = time.GetTimestamp();
    }

    /// <summary>Whose connection it is.</summary>
    public Caller Caller { get; }

    /// <summary>How long it has had no request; zero during a request.</summary>
    internal TimeSpan Idle => busy ? TimeSpan.Zero : time.GetElapsedTime(Volatile.Read(ref since));

    internal bool IsBusy => busy;

    internal bool IsLeaving { get; set; }

    /// <summary>A request begins: as long as there are idle connections, this one is not ended for another.</summary>
    public void Begin() => busy = true;

    /// <summary>The request has its answer.</summary>
    public void End()
    {
        Volatile.Write(ref since, time.GetTimestamp());
        busy = false;
    }

    internal void Abort(string reason) => context.Abort(new ConnectionAbortedException(reason));
}
