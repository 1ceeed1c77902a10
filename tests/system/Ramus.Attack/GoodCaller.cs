using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Text;
using Ramus.Attackers;

namespace Ramus.Attack;

/// <summary>An API server that asks for a pod to be judged, from 127.0.0.1, where no attacker is.</summary>
internal sealed class GoodCaller(int port) : IDisposable
{
    private readonly HttpClient kept = Connect(port);

    /// <summary>The longest time that an answer took, of so many on new connections and on one that stays.</summary>
    internal async Task<TimeSpan> SlowestAsync(int reviews)
    {
        var slowest = TimeSpan.Zero;
        for (var review = 0; review < reviews; review++)
        {
            using var fresh = Connect(port);
            foreach (var http in (HttpClient[])[fresh, kept])
            {
                var took = await TimeAsync(http);
                slowest = took > slowest ? took : slowest;
            }
        }

        return slowest;
    }

    public void Dispose() => kept.Dispose();

    private static HttpClient Connect(int port) => new(new SocketsHttpHandler
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null,
        },
    })
    {
        BaseAddress = new Uri($"https://127.0.0.1:{port}"),
        Timeout = Patience.Limit,
    };

    private static async Task<TimeSpan> TimeAsync(HttpClient http)
    {
        var clock = Stopwatch.StartNew();
        using var review = new StringContent(Bodies.Pod(""), Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync("/mutate/pods", review, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .ShouldContain("\"allowed\":true");
        return clock.Elapsed;
    }
}
