using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Ramus.Kubernetes.Connections;

/// <summary>
/// The connections of a server that every pod can reach, so that no caller, and no number of callers, can keep another
/// one out. Connection middleware, in front of TLS.
/// </summary>
public sealed class ConnectionTable : IDisposable
{
    private const int MostRemembered = 4096;
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly ConnectionLimits limits;
    private readonly TimeProvider time;
    private readonly ITimer sweep;
    private readonly Lock gate = new();
    private readonly Dictionary<IPAddress, Caller> callers = [];
    private readonly HashSet<CallerConnection> present = [];
    private int leaving;

    /// <summary>An empty table.</summary>
    public ConnectionTable(ConnectionLimits limits, TimeProvider time)
    {
        this.limits = limits;
        this.time = time;
        sweep = time.CreateTimer(_ => Sweep(), null, SweepInterval, SweepInterval);
    }

    /// <summary>Serves a connection, or ends it at once when there is no room for it.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(next);
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        if (Enter(connection, address, out var victim) is not { } entered)
        {
            connection.Abort(new ConnectionAbortedException($"no room for another connection of {address}"));
            return;
        }

        victim?.Abort("its place is needed for a caller with fewer connections");
        try
        {
            connection.Features.Set(entered);
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            Leave(entered);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => sweep.Dispose();

    private CallerConnection? Enter(ConnectionContext connection, IPAddress address, out CallerConnection? victim)
    {
        lock (gate)
        {
            victim = null;
            var caller = callers.TryGetValue(address, out var found) ? found : new Caller(address, time);
            callers[address] = caller;
            caller.Count();
            if (ConnectionRules.HasItsShare(caller, limits) || ConnectionRules.IsHeldBack(caller, leaving))
            {
                return null;
            }

            if (!ConnectionRules.HasRoom(present, caller, limits))
            {
                victim = ConnectionRules.Victim(present, caller, limits);
                if (victim is null)
                {
                    return null;
                }

                TakePlaceOf(victim);
            }

            caller.Connections++;
            var entered = new CallerConnection(connection, caller, time);
            present.Add(entered);
            return entered;
        }
    }

    private void TakePlaceOf(CallerConnection victim)
    {
        victim.IsLeaving = true;
        present.Remove(victim);
        victim.Caller.Connections--;
        leaving++;
    }

    private void Leave(CallerConnection connection)
    {
        lock (gate)
        {
            if (connection.IsLeaving)
            {
                leaving--;
            }
            else
            {
                present.Remove(connection);
                connection.Caller.Connections--;
            }
        }
    }

    private void Sweep()
    {
        List<CallerConnection> ended = [];
        lock (gate)
        {
            if (present.Count > limits.Most / 2)
            {
                ended = [.. present.Where(
                    connection => !connection.Caller.IsKnown && connection.Idle > limits.CrowdedIdle)];
                ended.ForEach(TakePlaceOf);
            }

            var gone = callers.Values.Where(caller => caller.IsForgettable
                || (caller.Connections == 0 && callers.Count > MostRemembered)).ToList();
            gone.ForEach(caller => callers.Remove(caller.Address));
        }

        ended.ForEach(static connection => connection.Abort("idle, and more than half of all connections are taken"));
    }
}
