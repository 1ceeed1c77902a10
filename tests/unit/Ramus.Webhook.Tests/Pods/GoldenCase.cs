using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Contract.Admission;
using Ramus.Webhook.Admission;
using Ramus.Webhook.Pods;

namespace Ramus.Webhook.Tests.Pods;

/// <summary>
/// A directory below tests/golden/webhook. The inputs are pod.json, nads.json, settings.json and cluster.json (the
/// nodes). The expected files are patch.json (<c>[]</c>: unchanged) or refusal.txt, and warnings.txt if any.
/// </summary>
internal sealed class GoldenCase(string name)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
    };

    private static readonly string Root = Repository.Path("tests/golden/webhook");

    private string Folder => Path.Combine(Root, name);

    public static IEnumerable<string> Names() =>
        Directory.GetDirectories(Root).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal);

    public JsonElement Pod => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "pod.json"))).RootElement;

    public string PodNamespace => Pod.GetProperty("metadata").TryGetProperty("namespace", out var value)
        ? value.GetString()!
        : "default";

    public ListedNetworks Networks =>
        new(JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "nads.json"))).RootElement);

    public PodContext Context
    {
        get
        {
            var settings = Settings();
            var cluster = Optional("cluster.json") is { } text ? JsonNode.Parse(text)! : new JsonObject();
            return new PodContext
            {
                Settings = () => settings,
                NodesWithoutHostPorts = () => Texts(cluster["withoutHostPorts"]),
                SomeNodeHas = labels => cluster["nodes"] is not JsonArray nodes
                    || nodes.Any(node => labels.All(label => (string?)node![label.Key] == label.Value)),
            };
        }
    }

    public void Compare(AdmissionDecision decision)
    {
        Compare("patch.json", decision.IsAllowed ? Format(decision.Patch) : null);
        Compare("refusal.txt", decision.Refusal);
        Compare("warnings.txt", decision.Warnings.Count == 0 ? null : string.Join('\n', decision.Warnings));
    }

    private void Compare(string file, string? actual) =>
        Expected.ShouldBe(Path.Combine(Folder, file), actual is null ? null : actual + "\n");

    private InjectionSettings Settings() => Optional("settings.json") is { } text
        ? InjectionReading.Parse(Encoding.UTF8.GetBytes(text), "settings.json", InjectionSettings.Default).Settings
        : InjectionSettings.Default;

    private static IReadOnlyList<string> Texts(JsonNode? list) =>
        list is null ? [] : [.. list.AsArray().Select(text => (string)text!)];

    private string? Optional(string file) =>
        Path.Combine(Folder, file) is var path && File.Exists(path) ? File.ReadAllText(path) : null;

    private static string Format(ReadOnlyMemory<byte> patch) =>
        patch.IsEmpty ? "[]" : JsonSerializer.Serialize(JsonDocument.Parse(patch).RootElement, Indented);
}
