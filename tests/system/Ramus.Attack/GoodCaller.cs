using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Text;
using Ramus.Attackers;
using Ramus.Contract.Admission;

namespace Ramus.Attack;

/// <summary>An API server that sends reviews of pods from 127.0.0.1, an address that no attacker uses.</summary>
internal sealed class GoodCaller(int port) : IDisposable
{
    private readonly HttpClient kept = Connect(port);

    /// <summary>The longest response time; each review is sent on a new connection and on a kept one.</summary>
    internal async Task<TimeSpan> SlowestAsync(int reviews)
    {
        var slowest = TimeSpan.Zero;
        for (var review = 0; review < reviews; review++)
        {
            using var fresh = Connect(port);
            foreach (var took in (TimeSpan[])[await TimeAsync(fresh), await TimeOnKeptAsync()])
            {
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

    // A server may close a kept connection at any time. Like an API server (Go's HTTP client), this caller then repeats
    // the review once, on a new connection.
    private async Task<TimeSpan> TimeOnKeptAsync()
    {
        var clock = Stopwatch.StartNew();
        try
        {
            return await TimeAsync(kept);
        }
        catch (HttpRequestException failure) when (failure.InnerException is IOException)
        {
            await TimeAsync(kept);
            return clock.Elapsed;
        }
    }

    private static async Task<TimeSpan> TimeAsync(HttpClient http)
    {
        var clock = Stopwatch.StartNew();
        using var review = new StringContent(Bodies.Pod(""), Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(WebhookPaths.Pods, review, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .ShouldContain("\"allowed\":true");
        return clock.Elapsed;
    }
}
