using System.Diagnostics;
using System.Net;
using Ramus.Attack.Programs;
using Ramus.Attackers;

namespace Ramus.Attack;

/// <summary>
/// The released webhook, with the chart's memory limit, under each attack: it keeps running, a new API server gets its
/// answers in time, and probes are answered.
/// </summary>
public sealed class WebhookAttackTests(ITestOutputHelper output)
{
    // The default timeout of a webhook call by the API server.
    private static readonly TimeSpan ApiServersPatience = TimeSpan.FromSeconds(10);
    private const int FewOfEach = 30;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    public static TheoryData<string> Names => [.. WebhookAttacks.All.Select(attack => attack.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Needs", "Root")]
    public async Task It_lives_and_answers_during(string attack)
    {
        await using var webhook = await WebhookProgram.StartAsync();
        using var caller = new GoodCaller(webhook.Port);
        var slowest = TimeSpan.Zero;
        await using (var assault = Assault.Begin(WebhookAttacks.All.Single(row => row.Name == attack), webhook.Port))
        {
            await BegunAsync(assault);
            var clock = Stopwatch.StartNew();
            do
            {
                var took = await caller.SlowestAsync(reviews: 5);
                slowest = took > slowest ? took : slowest;
                (await webhook.ProbeAsync("healthz")).ShouldBe(HttpStatusCode.OK);
            }
            while (clock.Elapsed < Duration);
        }

        var peak = webhook.Peak;
        output.WriteLine($"{attack}: slowest answer {slowest.TotalMilliseconds:F0} ms, peak {peak >> 20} MiB");
        webhook.HasEnded.ShouldBeFalse();
        slowest.ShouldBeLessThan(ApiServersPatience);
        peak.ShouldBeLessThan(webhook.Limit);
        await caller.SlowestAsync(reviews: 1);
    }

    [Fact]
    [Trait("Needs", "Root")]
    public async Task It_lives_and_answers_during_all_of_them_at_once()
    {
        await using var webhook = await WebhookProgram.StartAsync();
        using var caller = new GoodCaller(webhook.Port);
        var assaults = WebhookAttacks.All
            .Select(row => Assault.Begin(row with { Connections = Math.Min(row.Connections, FewOfEach) }, webhook.Port))
            .ToList();
        try
        {
            foreach (var assault in assaults)
            {
                await BegunAsync(assault);
            }

            var clock = Stopwatch.StartNew();
            do
            {
                (await caller.SlowestAsync(reviews: 5)).ShouldBeLessThan(ApiServersPatience);
            }
            while (clock.Elapsed < 2 * Duration);
        }
        finally
        {
            await Task.WhenAll(assaults.Select(assault => assault.DisposeAsync().AsTask()));
        }

        output.WriteLine($"all at once: peak {webhook.Peak >> 20} MiB");
        webhook.Peak.ShouldBeLessThan(webhook.Limit);
    }

    public static TheoryData<string> HealthNames => [.. HealthAttacks.All.Select(attack => attack.Name)];

    [Theory]
    [MemberData(nameof(HealthNames))]
    [Trait("Needs", "Root")]
    public async Task Probes_are_answered_while_its_ports_suffer(string attack)
    {
        await using var webhook = await WebhookProgram.StartAsync();
        var row = HealthAttacks.All.Single(row => row.Name == attack);
        await using var onHealth = Assault.Begin(row, webhook.HealthPort);
        await using var onMetrics = Assault.Begin(row, webhook.MetricsPort);
        await BegunAsync(onHealth);
        await BegunAsync(onMetrics);

        // More often than any kubelet probes.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        for (var probe = 0; probe < 6; probe++)
        {
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            (await webhook.ProbeAsync("healthz")).ShouldBe(HttpStatusCode.OK);
            (await webhook.ProbeAsync("readyz")).ShouldBe(HttpStatusCode.OK);
        }

        webhook.Peak.ShouldBeLessThan(webhook.Limit);
    }

    private static async Task BegunAsync(Assault assault)
    {
        var clock = Stopwatch.StartNew();
        while (!assault.HasBegun)
        {
            clock.Elapsed.ShouldBeLessThan(Patience.Limit, "the attack does not begin");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
