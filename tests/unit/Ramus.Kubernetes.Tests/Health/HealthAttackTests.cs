using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Ramus.Attackers;
using Ramus.Kubernetes.Health;
using Ramus.Kubernetes.Hosting;
using Ramus.Kubernetes.Logging;

namespace Ramus.Kubernetes.Tests.Health;

/// <summary>
/// A pod that opens as many connections as it can must not make probes fail, because the kubelet would kill the
/// program then.
/// </summary>
[Collection(nameof(HealthAttackTests))]
[CollectionDefinition(nameof(HealthAttackTests), DisableParallelization = true)]
[Trait("Needs", "Time")]
public sealed class HealthAttackTests
{
    private const int Probes = 6;

    // A probe's timeout. Kubernetes' default is 1 s, but the attackers use the same processors here.
    private static readonly TimeSpan KubeletsPatience = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Names => [.. HealthAttacks.All.Select(attack => attack.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Probes_and_scrapes_are_answered_during(string attack)
    {
        var builder = ProgramHost.CreateBuilder(new LogSettings());
        builder.Services.AddHealthServer(
            new HealthServerOptions(0, 0) { Address = IPAddress.Loopback, MetricsAddress = IPAddress.Loopback },
            _ => [new("cache", () => null)]);
        using var host = builder.Build();
        var server = host.Services.GetRequiredService<HealthServer>();
        await server.StartAsync(TestContext.Current.CancellationToken);
        var row = HealthAttacks.All.Single(row => row.Name == attack);
        await using (var onHealth = Assault.Begin(row, server.Address!.Port))
        await using (var onMetrics = Assault.Begin(row, server.MetricsAddress!.Port))
        {
            await BegunAsync(onHealth);
            await BegunAsync(onMetrics);

            // More often than a kubelet.
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
            for (var probe = 0; probe < Probes; probe++)
            {
                await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
                await AskAsync(new Uri(server.Address, "/healthz"));
                await AskAsync(new Uri(server.Address, "/readyz"));
                await AskAsync(new Uri(server.MetricsAddress, "/metrics"));
            }
        }

        await server.StopAsync(TestContext.Current.CancellationToken);
        await server.DisposeAsync();
    }

    private static async Task AskAsync(Uri address)
    {
        // A new connection for each request, like the kubelet.
        using var http = new HttpClient();
        var clock = Stopwatch.StartNew();
        using var answer = await http.GetAsync(address, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, address.ToString());
        clock.Elapsed.ShouldBeLessThan(KubeletsPatience, address.ToString());
    }

    private static async Task BegunAsync(Assault assault)
    {
        var clock = Stopwatch.StartNew();
        while (!assault.HasBegun)
        {
            clock.Elapsed.ShouldBeLessThan(Patience.Limit, "the attack");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
