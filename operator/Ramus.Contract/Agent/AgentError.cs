using Ramus.Contract.Json;

namespace Ramus.Contract.Agent;

/// <summary>The reason why the node agent could not answer, as a CNI error.</summary>
public sealed record AgentError(int Code, string Message, string? Details = null)
{
    internal const int Internal = 999;

    internal void WriteTo(JsonText json)
    {
        json.Key("error").StartObject().Key("code").Number(Code).Key("msg").Text(Message);
        if (Details is not null)
        {
            json.Key("details").Text(Details);
        }

        json.EndObject();
    }
}
