using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Client.Try.Running;

/// <summary>The plugin's record of a pod: what it intends, one line each for what it did.</summary>
internal static class RecordView
{
    /// <summary>Network, interface and configuration of each attachment; empty when there is no record.</summary>
    public static IReadOnlyList<(string Network, string Interface, NetworkConfig Config)> Attachments(
        string containerId)
    {
        var path = TryPaths.Record(containerId);
        if (!File.Exists(path))
        {
            return [];
        }

        var intent = JsonElement.Parse(File.ReadLines(path).First());
        return !intent.TryGetKey("attachments", out var list)
            ? []
            : [.. list.EnumerateArray().Select(attachment => (
                attachment.GetText("network", path) ?? "",
                attachment.GetText("interface", path) ?? "",
                NetworkConfig.FromElement(attachment.GetProperty("config"), path)))];
    }

    /// <summary>The number that a step line gives under a key; null when it is another line.</summary>
    public static int? Step(string line, string key)
    {
        try
        {
            return (int?)JsonElement.Parse(line).GetInteger(key, "attachment record");
        }
        catch (Exception failure) when (failure is JsonException or ContractException)
        {
            return null;
        }
    }
}
