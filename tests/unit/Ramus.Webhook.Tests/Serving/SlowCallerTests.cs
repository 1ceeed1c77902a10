using System.Net;
using System.Net.Sockets;
using Ramus.Attackers;
using Ramus.Contract.Admission;

namespace Ramus.Webhook.Tests.Serving;

/// <summary>
/// Every pod of a cluster can connect to the webhook, but no pod may keep it from answering the API server.
/// </summary>
public sealed class SlowCallerTests
{
    private const int MostOfOne = 256;

    [Fact]
    public async Task Callers_that_never_finish_their_reviews_do_not_block_others()
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        var slow = new List<Wire>();
        try
        {
            for (var i = 0; i < 60; i++)
            {
                slow.Add(await BeginAsync(webhook, "127.0.0.1", 60_000));
            }

            using var http = webhook.Connect();
            var answer = await Review.SendAsync(http, Review.OfPod(null));

            answer.GetProperty("allowed").GetBoolean().ShouldBeTrue();
        }
        finally
        {
            await EndAsync(slow);
        }
    }

    [Fact]
    public async Task One_caller_cannot_take_all_connections()
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        var taken = new List<Wire>();
        try
        {
            for (var i = 0; i < MostOfOne; i++)
            {
                taken.Add(await ConnectAsync(webhook, "127.0.0.2"));
            }

            (await CanConnectAsync(webhook, "127.0.0.2")).ShouldBeFalse();
            using var http = webhook.Connect();
            var answer = await Review.SendAsync(http, Review.OfPod(null));
            answer.GetProperty("allowed").GetBoolean().ShouldBeTrue("another address is served");

            // A closed connection makes room for another one.
            await taken[0].DisposeAsync();
            await Eventually.HoldsAsync(
                async () => await CanConnectAsync(webhook, "127.0.0.2"), "a connection is free again");
        }
        finally
        {
            await EndAsync(taken);
        }
    }

    private static async Task<bool> CanConnectAsync(WebhookUnderTest webhook, string from)
    {
        try
        {
            await using var wire = await ConnectAsync(webhook, from);
            return true;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return false;
        }
    }

    private static async Task<Wire> ConnectAsync(WebhookUnderTest webhook, string from)
    {
        var token = TestContext.Current.CancellationToken;
        var wire = await Wire.ConnectAsync(IPAddress.Parse(from), webhook.Address.Port, token);
        try
        {
            await wire.HandshakeAsync(token);
            return wire;
        }
        catch
        {
            await wire.DisposeAsync();
            throw;
        }
    }

    /// <summary>A review whose last byte is never sent.</summary>
    private static async Task<Wire> BeginAsync(WebhookUnderTest webhook, string from, int length)
    {
        var wire = await ConnectAsync(webhook, from);
        await wire.SendAsync(
            Bodies.Head(WebhookPaths.Pods, $"{length}") + new string(' ', length - 1),
            TestContext.Current.CancellationToken);
        return wire;
    }

    private static async Task EndAsync(List<Wire> wires)
    {
        foreach (var wire in wires)
        {
            await wire.DisposeAsync();
        }
    }
}
