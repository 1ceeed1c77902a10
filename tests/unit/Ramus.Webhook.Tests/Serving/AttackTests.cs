using System.Diagnostics;
using Ramus.Attackers;
using Ramus.Webhook.Options;

namespace Ramus.Webhook.Tests.Serving;

/// <summary>
/// During each attack, a new caller from another address gets its answers within the default timeout of an API server.
/// </summary>
[Collection(nameof(AttackTests))]
[CollectionDefinition(nameof(AttackTests), DisableParallelization = true)]
[Trait("Needs", "Time")]
public sealed class AttackTests
{
    private const int Reviews = 10;
    private static readonly TimeSpan ApiServersPatience = TimeSpan.FromSeconds(10);

    private static readonly WebhookOptions Options = WebhookUnderTest.Options with
    {
        LookupTimeout = new WebhookOptions().LookupTimeout,
        ReviewTimeout = new WebhookOptions().ReviewTimeout,
    };

    public static TheoryData<string> Names => [.. WebhookAttacks.All.Select(attack => attack.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_good_caller_is_answered_during(string attack)
    {
        await using var webhook = await WebhookUnderTest.StartAsync(
            api => api.Add("default", "net", "example.com/foo"), Options);
        await using var assault = Assault.Begin(
            WebhookAttacks.All.Single(row => row.Name == attack), webhook.Address.Port);
        await Eventually.HoldsAsync(() => Task.FromResult(assault.HasBegun), "the attack");
        using var kept = webhook.Connect();

        for (var i = 0; i < Reviews; i++)
        {
            using var fresh = webhook.Connect();
            (await TimeAsync(fresh)).ShouldBeLessThan(ApiServersPatience, "a new connection");
            (await TimeAsync(kept)).ShouldBeLessThan(ApiServersPatience, "a connection that stays");
        }
    }

    private static async Task<TimeSpan> TimeAsync(HttpClient http)
    {
        var clock = Stopwatch.StartNew();
        var response = await Review.SendAsync(http, Review.OfPod("net"));
        response.GetProperty("allowed").GetBoolean().ShouldBeTrue();
        return clock.Elapsed;
    }
}
