using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Ramus.Webhook.Hosting;

namespace Ramus.Webhook.Tests.Serving;

/// <summary>
/// Every pod of a cluster can connect to the webhook: none may keep it from answering the API server.
/// </summary>
public sealed class SlowCallerTests
{
    [Fact]
    public async Task Callers_that_never_finish_their_reviews_are_in_nobodys_way()
    {
        await using var webhook = await WebhookUnderTest.StartAsync();
        var slow = new List<SslStream>();
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
            slow.ForEach(stream => stream.Dispose());
        }
    }

    [Fact]
    public async Task One_caller_cannot_take_all_connections()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(
            options: WebhookUnderTest.Options with { BindAddress = IPAddress.Any });
        var taken = new List<SslStream>();
        try
        {
            for (var i = 0; i < Callers.MostConnections; i++)
            {
                taken.Add(await BeginAsync(webhook, "127.0.0.2", 1));
            }

            (await CanBeginAsync(webhook, "127.0.0.2")).ShouldBeFalse();
            using var http = webhook.Connect();
            var answer = await Review.SendAsync(http, Review.OfPod(null));
            answer.GetProperty("allowed").GetBoolean().ShouldBeTrue("another address is served");

            // Who goes makes room.
            await taken[0].DisposeAsync();
            await Eventually.HoldsAsync(
                async () => await CanBeginAsync(webhook, "127.0.0.2"), "a connection is free again");
        }
        finally
        {
            taken.ForEach(stream => stream.Dispose());
        }
    }

    private static async Task<bool> CanBeginAsync(WebhookUnderTest webhook, string from)
    {
        try
        {
            await using var stream = await BeginAsync(webhook, from, 1);
            return true;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return false;
        }
    }

    /// <summary>A review whose last byte never comes.</summary>
    private static async Task<SslStream> BeginAsync(WebhookUnderTest webhook, string from, int length)
    {
        var token = TestContext.Current.CancellationToken;
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Loopback, webhook.Address.Port, token);
        var stream = new SslStream(
            new NetworkStream(socket, ownsSocket: true), false, (_, certificate, _, _) => certificate is not null);
        try
        {
            await stream.AuthenticateAsClientAsync("localhost");
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes(
                    "POST /mutate/pods HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + $"Content-Length: {length}\r\n\r\n"
                    + new string(' ', length - 1)),
                token);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }
}
