using System.Text.Json;

namespace Ramus.Testing;

/// <summary>One recorded call of a script plugin.</summary>
public sealed record RecordedCall(string Type, IReadOnlyDictionary<string, string> Environment, string Input)
{
    public string Command => Environment["CNI_COMMAND"];

    public string IfName => Environment["CNI_IFNAME"];

    public string Args => Environment["CNI_ARGS"];

    public JsonElement Config => JsonDocument.Parse(Input).RootElement;

    public bool Has(string key) => Config.TryGetProperty(key, out _);

    public string Text(string key) => Config.GetProperty(key).GetRawText();

    public override string ToString() => $"{Command} {Type} {IfName}".TrimEnd();
}
