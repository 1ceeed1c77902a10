using System.Text;
using System.Text.Json;
using Ramus.Contract.Policy;
using Ramus.Contract.Selection;
using Ramus.Validation;

namespace Ramus.Fuzz.Targets;

/// <summary>A policy, a network under it, and a pod that wants networks.</summary>
internal sealed record PolicyCase
{
    private static readonly JsonDocumentOptions AnyDepth = new() { MaxDepth = 256 };
    private static readonly Dictionary<string, string> NoAnnotations = [];

    /// <summary>The policy's file.</summary>
    public required byte[] Policy { get; init; }

    public required NetworkObject Network { get; init; }

    public required PodIdentity Pod { get; init; }

    /// <summary>The pod's annotation with networks.</summary>
    public required string Annotation { get; init; }

    /// <summary>The networks of the annotation; empty when it is invalid.</summary>
    public required IReadOnlyList<NetworkSelection> Selected { get; init; }

    /// <summary>False when the input has not even the form of a case.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> input, out PolicyCase made)
    {
        made = null!;
        try
        {
            using var document = JsonDocument.Parse(input, AnyDepth);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            made = Read(document.RootElement);
            return true;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // No JSON, or a text with half of a surrogate pair, which no file and no API object can hold.
            return false;
        }
    }

    public PolicyCase WithConfig(byte[] config) =>
        this with { Network = Network with { Config = Encoding.UTF8.GetString(config) } };

    private static PolicyCase Read(JsonElement input)
    {
        var pod = new PodIdentity(Of(input, "podNamespace") ?? "tenant-a", Of(input, "account") ?? "default");
        var annotation = Of(input, "annotation") ?? "net";
        return new PolicyCase
        {
            Policy = Encoding.UTF8.GetBytes(Of(input, "policy") ?? "{}"),
            Network = new NetworkObject(
                Of(input, "namespace") ?? "tenant-a", Of(input, "name") ?? "net", Of(input, "config"), NoAnnotations),
            Pod = pod,
            Annotation = annotation,
            Selected = Rule.TryAccept(() => NetworkSelection.Parse(annotation, pod.Namespace), out var selected)
                ? selected
                : [],
        };
    }

    /// <summary>A text is itself, so that it may be anything; other JSON is its text.</summary>
    private static string? Of(JsonElement input, string key) =>
        !input.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.GetRawText();
}
