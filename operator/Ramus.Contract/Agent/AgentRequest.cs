using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Agent;

/// <summary>A request to the node agent: one JSON object on its socket.</summary>
public sealed record AgentRequest
{
    /// <summary>Largest request in bytes.</summary>
    public const int MaxBytes = 1 << 20;

    private const string What = "request to the node agent";

    public required AgentQuestion Ask { get; init; }

    /// <summary>The pod, in requests for annotations and devices.</summary>
    public PodKey? Pod { get; init; }

    /// <summary>The network, in requests for a network.</summary>
    public NetworkKey? Network { get; init; }

    /// <summary>Resource names, in requests for devices.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <exception cref="ContractException">The text is not a request, or is of a newer version.</exception>
    public static AgentRequest Parse(ReadOnlyMemory<byte> utf8)
    {
        var request = GoJson.ParseObject(utf8, What, MaxBytes);
        MessageParts.RefuseNewer(request, What);
        var ask = request.GetText("ask", What) switch
        {
            "annotations" => AgentQuestion.Annotations,
            "network" => AgentQuestion.Network,
            "devices" => AgentQuestion.Devices,
            null => throw new ContractException($"{What} has no 'ask'"),
            var other => throw new ContractException(
                $"key 'ask' of the {What} is \"{Quote.Short(other)}\"; it must be annotations, network or devices"),
        };
        return new AgentRequest
        {
            Ask = ask,
            Pod = ask == AgentQuestion.Network ? null : MessageParts.ReadPod(request, What),
            Network = ask == AgentQuestion.Network ? ReadNetwork(request) : null,
            Resources = request.GetTexts("resources", What),
        };
    }

    public byte[] ToJson()
    {
        var json = new JsonText().StartObject().Key("version").Number(MessageParts.Version).Key("ask").Text(Ask switch
        {
            AgentQuestion.Annotations => "annotations",
            AgentQuestion.Network => "network",
            _ => "devices",
        });
        if (Pod is { } pod)
        {
            MessageParts.WritePod(json, pod);
        }

        if (Network is { } network)
        {
            json.Key("network").StartObject()
                .Key("namespace").Text(network.Namespace).Key("name").Text(network.Name).EndObject();
        }

        if (Resources.Count > 0)
        {
            json.Key("resources").Texts(Resources);
        }

        return json.EndObject().ToArray();
    }

    private static NetworkKey ReadNetwork(JsonElement request)
    {
        if (!request.TryGetObject("network", What, out var network))
        {
            throw new ContractException($"{What} has no 'network'");
        }

        const string what = $"'network' of {What}";
        var key = new NetworkKey(network.GetText("namespace", what) ?? "", network.GetText("name", what) ?? "");
        // The agent builds a path from the key.
        return key.IsValid
            ? key
            : throw new ContractException($"{what}: \"{Quote.Short(key.ToString())}\" is not a valid namespace and "
                + "name");
    }
}
