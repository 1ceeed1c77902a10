using System.Text.Json;

namespace Ramus.Conformance.Harness;

/// <summary>The result of a plugin call.</summary>
/// <param name="Status">Exit status.</param>
/// <param name="Output">Standard output.</param>
/// <param name="ErrorOutput">Standard error.</param>
internal sealed record Answer(int Status, string Output, string ErrorOutput)
{
    /// <summary>
    /// The answer's JSON object on either stream. Separate clauses check the stream and additional output, so that one
    /// such defect does not fail all other clauses.
    /// </summary>
    public JsonElement? Json => Find(Output) ?? (Output.Length == 0 ? Find(ErrorOutput) : null);

    /// <summary>True when the answer contains an error object.</summary>
    public bool IsError => Json is { } json && json.TryGetProperty("code", out _) && json.TryGetProperty("msg", out _);

    /// <summary>True when the output or the exit status says that the call failed.</summary>
    public bool Failed => IsError || Status != 0;

    /// <summary>The error's code; null when there is no error object.</summary>
    public int? Code => IsError && Json!.Value.GetProperty("code").TryGetInt32(out var code) ? code : null;

    /// <summary>The error's message and details.</summary>
    public string Message => IsError ? $"{Text("msg")} {Text("details")}".Trim() : "";

    /// <summary>The whole answer in one line, for a verdict.</summary>
    public override string ToString()
    {
        var text = string.Join(' ', $"{Output} {ErrorOutput}".Split((char[])[], StringSplitOptions.RemoveEmptyEntries));
        return $"status {Status}, {(text.Length == 0 ? "no output" : text.Length <= 240 ? text : text[..240] + "…")}";
    }

    private string Text(string key) =>
        Json!.Value.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    private static JsonElement? Find(string text)
    {
        var begin = text.IndexOf('{', StringComparison.Ordinal);
        var end = text.LastIndexOf('}');
        if (begin < 0 || end < begin)
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(text[begin..(end + 1)]).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
