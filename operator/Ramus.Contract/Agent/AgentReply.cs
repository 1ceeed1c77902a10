using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Agent;

/// <summary>
/// The node agent's answer; exactly one of its properties is set, and annotations come with a service account.
/// </summary>
public sealed record AgentReply
{
    /// <summary>Largest reply in bytes.</summary>
    public const int MaxBytes = 4 << 20;

    private const string What = "reply of the node agent";

    /// <summary>All annotations of the pod, for <see cref="AgentQuestion.Annotations"/>.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>
    /// The pod's service account, set together with its annotations; null from an older agent.
    /// </summary>
    public string? ServiceAccount { get; init; }

    /// <summary>A rendered network.</summary>
    public JsonElement? Network { get; init; }

    /// <summary>Device IDs by resource name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Devices { get; init; }

    /// <summary>The error when the request failed; its code is one of <see cref="Cni.CniErrorCode"/>.</summary>
    public AgentError? Error { get; init; }

    /// <summary>An answer with an error.</summary>
    public static AgentReply Fail(int code, string message) => new() { Error = new AgentError(code, message) };

    /// <exception cref="ContractException">The text is not a reply, or is of a newer version.</exception>
    public static AgentReply Parse(ReadOnlyMemory<byte> utf8)
    {
        // Annotation keys and resource names come from users, and two of them may differ in case only.
        var reply = GoJson.RequireObject(GoJson.Parse(utf8.Span, What, MaxBytes, keysAreFree: true), What);
        MessageParts.RefuseNewer(reply, What);
        return new AgentReply
        {
            Annotations = ReadAnnotations(reply),
            ServiceAccount = reply.GetText("serviceAccount", What),
            Network = reply.TryGetObject("network", What, out var network) ? network : null,
            Devices = ReadDevices(reply),
            Error = ReadError(reply),
        };
    }

    public byte[] ToJson()
    {
        var json = new JsonText().StartObject();
        if (Annotations is not null)
        {
            json.Key("annotations").StartObject();
            foreach (var (key, value) in Annotations)
            {
                json.Key(key).Text(value);
            }

            json.EndObject();
        }

        if (ServiceAccount is not null)
        {
            json.Key("serviceAccount").Text(ServiceAccount);
        }

        if (Network is { } network)
        {
            json.Key("network").Raw(network);
        }

        if (Devices is not null)
        {
            json.Key("devices").StartObject();
            foreach (var (resource, ids) in Devices)
            {
                json.Key(resource).Texts(ids);
            }

            json.EndObject();
        }

        Error?.WriteTo(json);
        return json.EndObject().ToArray();
    }

    private static Dictionary<string, string>? ReadAnnotations(JsonElement reply)
    {
        if (!reply.TryGetObject("annotations", What, out var o))
        {
            return null;
        }

        var annotations = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in o.EnumerateObject())
        {
            annotations[property.Name] = property.Value.ValueKind == JsonValueKind.String
                ? property.Value.GetString()!
                : throw GoJson.WrongType($"annotations.{property.Name}", What, "a string", property.Value);
        }

        return annotations;
    }

    private static Dictionary<string, IReadOnlyList<string>>? ReadDevices(JsonElement reply)
    {
        if (!reply.TryGetObject("devices", What, out var o))
        {
            return null;
        }

        var devices = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var property in o.EnumerateObject())
        {
            devices[property.Name] = o.GetTexts(property.Name, $"devices of {What}");
        }

        return devices;
    }

    private static AgentError? ReadError(JsonElement reply) =>
        reply.TryGetObject("error", What, out var error)
            ? new AgentError(
                (int)Math.Clamp(error.GetInteger("code", What) ?? AgentError.Internal, 0, int.MaxValue),
                error.GetText("msg", What) ?? "",
                error.GetText("details", What))
            : null;
}
