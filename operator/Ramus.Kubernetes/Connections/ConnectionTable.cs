using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Ramus.Kubernetes.Connections;

/// <summary>
/// The connections of a server that every pod can reach. The table prevents one or many callers from taking all
/// connections. It is connection middleware in front of TLS.
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
    private readonly LinkedList<CallerConnection> present = [];
    private int leaving;

    /// <summary>An empty table.</summary>
    public ConnectionTable(ConnectionLimits limits, TimeProvider time)
    {
        this.limits = limits;
        this.time = time;
        sweep = time.CreateTimer(_ => Sweep(), null, SweepInterval, SweepInterval);
    }

    /// <summary>Serves a connection, or closes it at once when there is no room for it.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(next);
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        if (Enter(connection, address, out var victim) is not { } entered)
        {
            connection.Abort(new ConnectionAbortedException($"the limit of connections for {address} is reached"));
            return;
        }

        victim?.Abort("closed to make room for a caller with fewer connections");
        try
        {
            connection.Features.Set(entered);
            if (!limits.ReplacesOldest || await SpeaksAsync(connection, entered).ConfigureAwait(false))
            {
                await next(connection).ConfigureAwait(false);
            }
        }
        finally
        {
            Leave(entered);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => sweep.Dispose();

    /// <summary>
    /// Waits for the first bytes, without consuming them; false when the connection ends first. A connection that
    /// waits here needs almost no memory, and one with bytes counts as one with a request.
    /// </summary>
    private static async Task<bool> SpeaksAsync(ConnectionContext connection, CallerConnection entered)
    {
        try
        {
            var input = connection.Transport.Input;
            var read = await input.ReadAsync(connection.ConnectionClosed).ConfigureAwait(false);
            var speaks = !read.Buffer.IsEmpty;
            if (speaks)
            {
                entered.Begin();
            }

            input.AdvanceTo(read.Buffer.Start);
            return speaks;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private CallerConnection? Enter(ConnectionContext connection, IPAddress address, out CallerConnection? victim)
    {
        lock (gate)
        {
            victim = null;
            var caller = callers.TryGetValue(address, out var found) ? found : new Caller(address, time);
            callers[address] = caller;
            caller.Count();
            if (ConnectionRules.HasItsShare(caller, limits) || ConnectionRules.IsHeldBack(caller, leaving, limits))
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
            entered.Place = present.AddLast(entered);
            return entered;
        }
    }

    private void TakePlaceOf(CallerConnection victim)
    {
        victim.IsLeaving = true;
        present.Remove(victim.Place!);
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
                present.Remove(connection.Place!);
                connection.Caller.Connections--;
            }
        }
    }

    private void Sweep()
    {
        List<CallerConnection> ended = [];
        lock (gate)
        {
            if (limits.ReplacesOldest || present.Count > limits.Most / 2)
            {
                ended = [.. present.Where(
                    connection => !connection.Caller.IsKnown && connection.Idle > limits.CrowdedIdle)];
                ended.ForEach(TakePlaceOf);
            }

            var gone = callers.Values.Where(caller => caller.IsForgettable
                || (caller.Connections == 0 && callers.Count > MostRemembered)).ToList();
            gone.ForEach(caller => callers.Remove(caller.Address));
        }

        ended.ForEach(static connection => connection.Abort("idle while more than half of all connections are in use"));
    }
}
