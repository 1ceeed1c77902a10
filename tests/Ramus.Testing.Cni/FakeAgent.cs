using System.Collections.Concurrent;
using Ramus.Contract.Agent;
using Ramus.Contract.Selection;

namespace Ramus.Testing.Cni;

/// <summary>A node agent on a real socket that answers with the data of the test.</summary>
public sealed class FakeAgent : IDisposable
{
    private readonly UnixServer server;
    private readonly ConcurrentQueue<AgentRequest> requests = new();

    public FakeAgent(string socket) => server = new UnixServer(socket, Serve).Start();

    public Dictionary<string, string> Annotations { get; } = [];

    /// <summary>Null as from an agent that does not know of it.</summary>
    public string? ServiceAccount { get; set; }

    public Dictionary<NetworkKey, string> Networks { get; } = [];

    public Dictionary<string, IReadOnlyList<string>> Devices { get; } = [];

    /// <summary>If set, the answer to every request.</summary>
    public AgentError? Error { get; set; }

    public IReadOnlyList<AgentRequest> Requests => [.. requests];

    public void Dispose() => server.Dispose();

    private byte[] Serve(byte[] input)
    {
        var request = AgentRequest.Parse(input);
        requests.Enqueue(request);
        return Answer(request).ToJson();
    }

    private AgentReply Answer(AgentRequest request)
    {
        if (Error is not null)
        {
            return new AgentReply { Error = Error };
        }

        if (request.Ask == AgentQuestion.Annotations)
        {
            return new AgentReply { Annotations = Annotations, ServiceAccount = ServiceAccount };
        }

        if (request.Ask == AgentQuestion.Devices)
        {
            return new AgentReply { Devices = Devices };
        }

        return Networks.TryGetValue(request.Network!.Value, out var network)
            ? new AgentReply { Network = Json.Of(network) }
            : new AgentReply
            {
                Error = new AgentError(7, $"there is no NetworkAttachmentDefinition {request.Network}", null),
            };
    }
}
