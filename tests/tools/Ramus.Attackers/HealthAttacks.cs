namespace Ramus.Attackers;

/// <summary>
/// What a pod or a program of the node can do to a port for health or metrics, which speak plain HTTP.
/// </summary>
public static class HealthAttacks
{
    private static readonly IReadOnlyList<Attack> Kinds =
    [
        new("silence", 1200, 1, (wire, token) => wire.UntilEndAsync(token)),
        new("slow headers", 1200, 2, static async (wire, token) =>
        {
            await wire.SendAsync("GET /metrics HTTP/1.1\r\nHost: x\r\nX: ", token);
            await wire.TrickleAsync(token);
        }),
        new("requests without an end", 100, 2, static async (wire, token) =>
        {
            while (true)
            {
                await wire.SendAsync("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n", token);
                await Task.Delay(TimeSpan.FromMilliseconds(1), token);
            }
        }),
        new("a body that never comes", 600, 2, static async (wire, token) =>
        {
            await wire.SendAsync("GET /readyz HTTP/1.1\r\nHost: x\r\nContent-Length: 4000\r\n\r\n", token);
            await wire.TrickleAsync(token);
        }),
    ];

    /// <summary>All of them. The kubelet's own address is that of every program on the node's network.</summary>
    public static IReadOnlyList<Attack> All { get; } =
    [
        .. Kinds,
        new("silence from many addresses", 1200, 400, (wire, token) => wire.UntilEndAsync(token)),
        new("much silence from the kubelet's own address", 1700, 1, (wire, token) => wire.UntilEndAsync(token))
        {
            SharesAddress = true,
        },
        .. Kinds.Select(static kind => kind with
        {
            Name = $"{kind.Name} from the kubelet's own address",
            SharesAddress = true,
        }),
    ];
}
