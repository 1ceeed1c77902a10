using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ramus.Webhook.Admission;

namespace Ramus.Webhook.Tests.Pods;

/// <summary>
/// A folder below golden/: pod.json and nads.json go in; patch.json (<c>[]</c>: unchanged) or refusal.txt comes out,
/// and warnings.txt when there are any. With RAMUS_GOLDEN=write the outcome is written instead of compared.
/// </summary>
internal sealed class GoldenCase(string name)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
    };

    private static string Root => Path.GetFullPath(Path.Combine(SourceFolder(), "..", "golden"));

    private string Folder => Path.Combine(Root, name);

    public static IEnumerable<string> Names() =>
        Directory.GetDirectories(Root).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal);

    public JsonElement Pod => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "pod.json"))).RootElement;

    public string PodNamespace => Pod.GetProperty("metadata").TryGetProperty("namespace", out var value)
        ? value.GetString()!
        : "default";

    public ListedNetworks Networks =>
        new(JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "nads.json"))).RootElement);

    public void Compare(AdmissionDecision decision)
    {
        Compare("patch.json", decision.IsAllowed ? Format(decision.Patch) : null);
        Compare("refusal.txt", decision.Refusal);
        Compare("warnings.txt", decision.Warnings.Count == 0 ? null : string.Join('\n', decision.Warnings));
    }

    private void Compare(string file, string? actual)
    {
        var path = Path.Combine(Folder, file);
        if (Environment.GetEnvironmentVariable("RAMUS_GOLDEN") == "write")
        {
            File.Delete(path);
            if (actual is not null)
            {
                File.WriteAllText(path, actual + "\n");
            }

            return;
        }

        var expected = File.Exists(path) ? File.ReadAllText(path).TrimEnd('\n') : null;
        actual.ShouldBe(expected, $"{name}/{file}");
    }

    private static string Format(ReadOnlyMemory<byte> patch) =>
        patch.IsEmpty ? "[]" : JsonSerializer.Serialize(JsonDocument.Parse(patch).RootElement, Indented);

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
