using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Admission;

/// <summary>
/// Reads <c>user-defined-injections</c>: one JSON patch operation per label key. The only operation that is
/// supported is <c>add</c> to <c>/metadata/annotations</c>.
/// </summary>
internal static class LabelInjectionReader
{
    private const string Key = "user-defined-injections";
    private const string Path = "/metadata/annotations";

    public static IReadOnlyList<LabelInjection> Read(JsonElement root, string what, List<string> warnings)
    {
        var injections = new SortedDictionary<string, LabelInjection>(StringComparer.Ordinal);
        if (!root.TryGetObject(Key, what, out var map))
        {
            return [];
        }

        foreach (var entry in map.EnumerateObject())
        {
            if (Refuse(entry.Value) is { } fault)
            {
                warnings.Add($"{Key}['{Quote.Short(entry.Name)}'] of {what} is ignored: {fault}");
                continue;
            }

            injections[entry.Name] = new LabelInjection(
                entry.Name,
                Member(entry.Value, "value").EnumerateObject().DistinctBy(annotation => annotation.Name).ToDictionary(
                    annotation =>
                        annotation.Name, annotation => annotation.Value.GetString()!, StringComparer.Ordinal));
        }

        return [.. injections.Values];
    }

    private static string? Refuse(JsonElement operation)
    {
        if (operation.ValueKind != JsonValueKind.Object)
        {
            return "the value is not an object";
        }

        if (!IsText(operation, "op", "add"))
        {
            return "'op' must be \"add\"";
        }

        if (!IsText(operation, "path", Path))
        {
            return $"'path' must be \"{Path}\"";
        }

        var value = Member(operation, "value");
        return value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject().Select(RefuseAnnotation).FirstOrDefault(fault => fault is not null)
            : "'value' must be an object of annotations";
    }

    private static string? RefuseAnnotation(JsonProperty annotation)
    {
        if (annotation.Value.ValueKind != JsonValueKind.String)
        {
            return $"the value of '{Quote.Short(annotation.Name)}' is not a string";
        }

        if (annotation.Name is not (Annotations.Networks or Annotations.DefaultNetwork))
        {
            return null;
        }

        try
        {
            NetworkSelection.Parse(annotation.Value.GetString()!, "default", annotation.Name);
            return null;
        }
        catch (ContractException e)
        {
            return e.Message;
        }
    }

    private static bool IsText(JsonElement operation, string key, string text) =>
        Member(operation, key) is { ValueKind: JsonValueKind.String } value && value.ValueEquals(text);

    private static JsonElement Member(JsonElement operation, string key) =>
        operation.TryGetProperty(key, out var value) ? value : default;
}
