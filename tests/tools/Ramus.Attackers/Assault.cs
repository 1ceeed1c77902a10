using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Ramus.Attackers;

/// <summary>An attack that runs until disposed; a connection that the server closes is opened again.</summary>
public sealed class Assault : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> attackers = [];
    private readonly Attack attack;
    private readonly int port;
    private int begun;

    private Assault(Attack attack, int port)
    {
        this.attack = attack;
        this.port = port;
    }

    /// <summary>True when each connection was attempted at least once.</summary>
    public bool HasBegun => Volatile.Read(ref begun) >= attack.Connections;

    /// <summary>Starts the attack.</summary>
    public static Assault Begin(Attack attack, int port)
    {
        var assault = new Assault(attack, port);
        for (var index = 0; index < attack.Connections; index++)
        {
            var from = attack.SharesAddress ? IPAddress.Loopback : OtherAddress(index % attack.Addresses);
            assault.attackers.Add(Task.Run(() => assault.RepeatAsync(from)));
        }

        return assault;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(attackers);
        stop.Dispose();
    }

    /// <summary>Never 127.0.0.1, which is the good caller's.</summary>
    private static IPAddress OtherAddress(int number) =>
        new([127, 0, (byte)(1 + (number / 250)), (byte)(2 + (number % 250))]);

    private async Task RepeatAsync(IPAddress from)
    {
        var isFirst = true;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var wire = await Wire.ConnectAsync(from, port, stop.Token);
                Count(ref isFirst);
                await attack.Act(wire, stop.Token);
            }
            catch (Exception e) when (e is IOException or SocketException or AuthenticationException
                or OperationCanceledException or ObjectDisposedException)
            {
                Count(ref isFirst);
            }

            await Task.Delay(Pause, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Count(ref bool isFirst)
    {
        if (isFirst)
        {
            Interlocked.Increment(ref begun);
            isFirst = false;
        }
    }
}
