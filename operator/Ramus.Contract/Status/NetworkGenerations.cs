using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Status;

/// <summary>
/// The value of the pod annotation <see cref="Annotations.NetworkGenerations"/>, <c>{"namespace/name":3}</c>: the
/// generation of each network at the time of the attachment. The operator uses it to find pods of an older generation.
/// </summary>
public static class NetworkGenerations
{
    /// <summary>Writes the generations of the attachments; null when no generation is known.</summary>
    public static string? Write(IEnumerable<ReportedAttachment> attachments)
    {
        var json = new JsonText().StartObject();
        var known = attachments.Where(attachment => attachment.Generation > 0)
            .DistinctBy(attachment => attachment.Network).ToList();
        known.ForEach(attachment => json.Key(attachment.Network).Number(attachment.Generation));
        return known.Count == 0 ? null : json.EndObject().ToString();
    }

    /// <summary>
    /// Reads the generations by network; empty when the text cannot be read, because users can edit annotations.
    /// </summary>
    public static IReadOnlyDictionary<string, long> Read(string? annotation)
    {
        var generations = new Dictionary<string, long>(StringComparer.Ordinal);
        if (annotation is null)
        {
            return generations;
        }

        try
        {
            using var document = JsonDocument.Parse(annotation);
            foreach (var network in document.RootElement.MapAt())
            {
                if (network.Value.NumberAt() is { } generation)
                {
                    generations[network.Name] = generation;
                }
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            generations.Clear();
        }

        return generations;
    }
}
