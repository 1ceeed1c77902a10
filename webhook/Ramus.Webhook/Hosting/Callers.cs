using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Ramus.Webhook.Hosting;

/// <summary>
/// Counts connections by address, so that one caller cannot take them all: every pod may connect. An API server needs
/// as many as it makes pods at once, and keeps those of earlier certificates for a while.
/// </summary>
internal sealed class Callers
{
    /// <summary>Half of all connections.</summary>
    public const int MostConnections = 256;

    private readonly ConcurrentDictionary<IPAddress, int> connections = new();

    /// <summary>Serves a connection, or ends it at once when its caller has too many.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (connection.RemoteEndPoint is not IPEndPoint { Address: var caller })
        {
            await next(connection).ConfigureAwait(false);
            return;
        }

        try
        {
            if (connections.AddOrUpdate(caller, 1, static (_, count) => count + 1) <= MostConnections)
            {
                await next(connection).ConfigureAwait(false);
            }
            else
            {
                connection.Abort(new ConnectionAbortedException($"{caller} has {MostConnections} connections already"));
            }
        }
        finally
        {
            Leave(caller);
        }
    }

    private void Leave(IPAddress caller)
    {
        var left = connections.AddOrUpdate(caller, 0, static (_, count) => count - 1);
        if (left == 0)
        {
            // Only while it is still zero.
            connections.TryRemove(new KeyValuePair<IPAddress, int>(caller, 0));
        }
    }
}
