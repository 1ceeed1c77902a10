namespace Ramus.Attackers;

/// <summary>What a pod can do to a port for health or metrics, which speak plain HTTP.</summary>
public static class HealthAttacks
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Attack> All { get; } =
    [
        new("silence", 1200, 1, (wire, token) => wire.UntilEndAsync(token)),
        new("silence from many addresses", 1200, 400, (wire, token) => wire.UntilEndAsync(token)),
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
}
