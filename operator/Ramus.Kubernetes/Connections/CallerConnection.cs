using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Ramus.Kubernetes.Connections;

/// <summary>One connection in a <see cref="ConnectionTable"/>; a feature of the connection's requests.</summary>
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

    /// <summary>The caller at the other end.</summary>
    public Caller Caller { get; }

    /// <summary>The time since the last request; zero during a request.</summary>
    internal TimeSpan Idle => busy ? TimeSpan.Zero : time.GetElapsedTime(Volatile.Read(ref since));

    /// <summary>Whether there is a request, or bytes of a request that have not been read yet.</summary>
    internal bool HasRequest => busy || HasBytes;

    internal bool IsBusy => busy;

    /// <summary>The time since its request began, or since it became idle.</summary>
    internal TimeSpan Unchanged => time.GetElapsedTime(Volatile.Read(ref since));

    internal bool IsLeaving { get; set; }

    /// <summary>Its place in the table, which is ordered by age.</summary>
    internal LinkedListNode<CallerConnection>? Place { get; set; }

    /// <summary>Whether bytes wait in the kernel, where they can stay for a while on a busy machine.</summary>
    private bool HasBytes
    {
        get
        {
            try
            {
                return context.Features.Get<IConnectionSocketFeature>()?.Socket.Available > 0;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return false;
            }
        }
    }

    /// <summary>Records the start of a request. Idle connections are closed before busy ones.</summary>
    public void Begin()
    {
        Volatile.Write(ref since, time.GetTimestamp());
        busy = true;
    }

    /// <summary>Records the end of the request.</summary>
    public void End()
    {
        Volatile.Write(ref since, time.GetTimestamp());
        busy = false;
    }

    internal void Abort(string reason) => context.Abort(new ConnectionAbortedException(reason));
}
