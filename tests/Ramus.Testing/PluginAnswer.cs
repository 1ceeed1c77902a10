using System.Text.Json;

namespace Ramus.Testing;

/// <summary>The result of a plugin call: exit status, standard output, standard error.</summary>
public sealed record PluginAnswer(int Status, string Output, string ErrorOutput)
{
    /// <summary>Standard output, parsed as one JSON text.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public int Code => Json.GetProperty("code").GetInt32();

    public string Message => Json.GetProperty("msg").GetString()!;

    public string Details => Json.TryGetProperty("details", out var details) ? details.GetString()! : "";

    public void ShouldSucceed() => Status.ShouldBe(0, $"{Output}{ErrorOutput}");

    /// <summary>Asserts that the plugin failed with this code; returns the message.</summary>
    public string ShouldFail(int code)
    {
        Status.ShouldBe(1, Output);
        Code.ShouldBe(code, Output);
        return Message;
    }
}
