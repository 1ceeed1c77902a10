using System.Net.Sockets;
using System.Text;
using Ramus.Attachments.Agent;
using Ramus.Contract.Agent;
using Ramus.Node.Tests.Support;

namespace Ramus.Node.Tests.Sockets;

public sealed class SocketTests
{
    [Fact]
    public async Task A_request_is_answered_and_the_connection_ends()
    {
        await using var node = await AgentHarness.StartAsync();

        var reply = AgentReply.Parse(await node.SendAsync("""{"version":1,"ask":"weather"}"""u8.ToArray()));

        reply.Error!.Message.ShouldContain("weather");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"version":9,"ask":"network","network":{"namespace":"a","name":"b"}}""")]
    [InlineData("""{"version":1,"ask":"network","network":{"namespace":"a","name":"../b"}}""")]
    [InlineData("""{"version":1,"ask":"annotations"}""")]
    public async Task A_malformed_request_gets_a_reason(string request)
    {
        await using var node = await AgentHarness.StartAsync();

        var reply = AgentReply.Parse(await node.SendAsync(Encoding.UTF8.GetBytes(request)));

        reply.Error.ShouldNotBeNull().Message.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task More_clients_than_places_are_all_answered()
    {
        await using var node = await AgentHarness.StartAsync();
        node.PutNetwork("default", "mac", """{"type":"macvlan"}""");
        await Eventually.HoldsAsync(() => File.Exists(node.NetworkFile("default", "mac")), "rendered");
        var request = new AgentRequest { Ask = AgentQuestion.Network, Network = new("default", "mac") };

        var replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => node.AskAsync(request)));

        replies.ShouldAllBe(reply => reply.Error == null && reply.Network != null);
    }

    [Fact]
    public async Task A_silent_client_does_not_stop_the_others()
    {
        await using var node = await AgentHarness.StartAsync();
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "the agent's socket only answers root");
        using var silent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await silent.ConnectAsync(
            new UnixDomainSocketEndPoint(node.Options.Socket), TestContext.Current.CancellationToken);

        var reply = AgentReply.Parse(await node.SendAsync("{}"u8.ToArray()));

        reply.Error.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_removed_socket_is_recreated()
    {
        await using var node = await AgentHarness.StartAsync();

        File.Delete(node.Options.Socket);

        await Eventually.HoldsAsync(() => File.Exists(node.Options.Socket), "again");
        (await node.SendAsync("{}"u8.ToArray())).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_agent_that_ends_late_leaves_the_socket_of_its_successor()
    {
        await using var node = await AgentHarness.StartAsync();
        using var successor = new AgentSocket(
            node.Options.Socket, (_, _) => Task.FromResult(new AgentReply()));
        using var stop = new CancellationTokenSource();
        var running = successor.RunAsync(stop.Token);
        await Eventually.HoldsAsync(() => successor.NotReadyReason is null, "listening");

        await node.StopAsync();

        Encoding.UTF8.GetString(await node.SendAsync("{}"u8.ToArray())).ShouldBe("{}");
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_request_in_progress_is_answered_although_the_agent_stops()
    {
        await using var node = await AgentHarness.StartAsync();
        var release = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        node.Api.Intercept = async (request, _) =>
        {
            if (request.Method == "GET" && request.Path.EndsWith("/slow", StringComparison.Ordinal))
            {
                asked.SetResult();
                await release.Task;
            }

            return false;
        };
        var reply = node.AskAsync(new AgentRequest { Ask = AgentQuestion.Network, Network = new("default", "slow") });
        await asked.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        var stopping = node.StopAsync();
        release.SetResult();

        (await reply).Error!.Message.ShouldContain("does not exist");
        await stopping;
    }
}
