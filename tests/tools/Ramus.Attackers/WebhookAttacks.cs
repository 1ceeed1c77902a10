using Ramus.Contract.Admission;

namespace Ramus.Attackers;

/// <summary>Every known attack that a pod of the cluster can run against the webhook.</summary>
public static class WebhookAttacks
{
    private const string Path = WebhookPaths.Pods;

    private static readonly byte[] HelloBegin = [0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3];
    private static readonly byte[] RecordBegin = [0x17, 3, 3, 0x40, 0];
    private static readonly byte[] Big = Bodies.Post(Path, Bodies.Pod("a", new string('x', 2_900_000)));
    private static readonly byte[] DenseBody = Bodies.Post(Path, Bodies.Dense());
    private static readonly byte[] DenseNetwork = Bodies.Post(WebhookPaths.Networks, Bodies.Network());
    private static readonly byte[] NoReview = Bodies.Post(Path, "{\"kind\":\"Nothing\"}");
    private static readonly byte[] ManyReviews = [.. Enumerable.Repeat(NoReview, 20).SelectMany(static one => one)];
    private static readonly byte[] Good = Bodies.Post(Path, Bodies.Pod(""));
    private static readonly byte[] Slow = Bodies.Post(Path, Bodies.Pod("no-such-network"));

    /// <summary>All attacks of this class.</summary>
    public static IReadOnlyList<Attack> All { get; } =
    [
        new("silence without TLS", 700, 2, (wire, token) => wire.UntilEndAsync(token)),
        new("half a handshake", 700, 2, static async (wire, token) =>
        {
            await wire.SendRawAsync(HelloBegin, token);
            await wire.UntilEndAsync(token);
        }),
        InTls("idle after the handshake", 700, 2, (wire, token) => wire.UntilEndAsync(token)),
        InTls("idle from many addresses", 700, 350, (wire, token) => wire.UntilEndAsync(token)),
        InTls("half a TLS record", 600, 2, static async (wire, token) =>
        {
            await wire.SendRawAsync(RecordBegin, token);
            await wire.SendRawAsync(new byte[12_000], token);
            await wire.UntilEndAsync(token);
        }),
        InTls("slow headers", 600, 2, static async (wire, token) =>
        {
            await wire.SendAsync($"POST {Path} HTTP/1.1\r\nHost: x\r\nX-Padding: {new string('x', 6000)}", token);
            await wire.TrickleAsync(token);
        }),
        SlowBody("slow small bodies", 600, 2, announced: 60_000, sent: 59_000),
        SlowBody("slow bodies of 65 KB", 600, 2, announced: 70_000, sent: 66_000),
        SlowBody("unfinished bodies of 200 KB", 600, 2, announced: Bodies.Greatest, sent: 200_000),
        SlowBody("unfinished bodies from many addresses", 600, 200, announced: Bodies.Greatest, sent: 200_000),
        SlowBody("announced bodies that never come", 600, 100, announced: Bodies.Greatest, sent: 1),
        KnownFirst("idle after a good review", 700, 1, Idle),
        KnownFirst("unfinished bodies after a good review", 600, 1, UnfinishedBody),
        InTls("endless bodies", 60, 4, static async (wire, token) =>
        {
            await wire.SendAsync(Bodies.ChunkedHead(Path), token);
            var chunk = $"4000\r\n{new string(' ', 0x4000)}\r\n";
            while (true)
            {
                await wire.SendAsync(chunk, token);
                await Breath(token);
            }
        }),
        InTls("slow chunks", 600, 2, static async (wire, token) =>
        {
            await wire.SendAsync($"{Bodies.ChunkedHead(Path)}20000\r\n{new string(' ', 0x10000)}", token);
            await wire.TrickleAsync(token);
        }),
        Requests("large reviews", 60, 4, Big),
        Requests("large reviews of short values", 60, 4, DenseBody),
        Requests("networks of many values", 40, 4, DenseNetwork),
        Requests("malformed reviews", 40, 4, NoReview),
        Requests("networks that do not exist", 200, 4, Slow),
        InTls("answers that the client does not read", 60, 4, static async (wire, token) =>
        {
            while (true)
            {
                await wire.SendAsync(ManyReviews, token);
                await Breath(token);
            }
        }),
        new("streams of HTTP/2", 100, 2, static async (wire, token) =>
        {
            await wire.HandshakeAsync(token, offersHttp2: true);
            await wire.SendAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", token);
            await wire.UntilEndAsync(token);
        }),
    ];

    /// <summary>A pause, so that the attackers leave the processor to the server under test.</summary>
    private static Task Breath(CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(1), cancellationToken);

    private static Attack InTls(
        string name, int connections, int addresses, Func<Wire, CancellationToken, Task> act) =>
        new(name, connections, addresses, async (wire, token) =>
        {
            await wire.HandshakeAsync(token);
            await act(wire, token);
        });

    private static Attack SlowBody(string name, int connections, int addresses, int announced, int sent) =>
        InTls(name, connections, addresses, (wire, token) => SendSlowlyAsync(wire, announced, sent, token));

    private static async Task SendSlowlyAsync(Wire wire, int announced, int sent, CancellationToken token)
    {
        await wire.SendAsync(Bodies.Head(Path, $"{announced}") + new string(' ', sent), token);
        await wire.TrickleAsync(token);
    }

    private static Task Idle(Wire wire, CancellationToken token) => wire.UntilEndAsync(token);

    private static Task UnfinishedBody(Wire wire, CancellationToken token) =>
        SendSlowlyAsync(wire, Bodies.Greatest, 200_000, token);

    /// <summary>It is a known caller by the time that it begins.</summary>
    private static Attack KnownFirst(
        string name, int connections, int addresses, Func<Wire, CancellationToken, Task> act) =>
        InTls(name, connections, addresses, async (wire, token) =>
        {
            await wire.SendAsync(Good, token);
            await wire.AnswerAsync(token);
            await act(wire, token);
        });

    private static Attack Requests(string name, int connections, int addresses, byte[] request) =>
        InTls(name, connections, addresses, async (wire, token) =>
        {
            while (true)
            {
                await wire.SendAsync(request, token);
                await wire.AnswerAsync(token);
            }
        });
}
