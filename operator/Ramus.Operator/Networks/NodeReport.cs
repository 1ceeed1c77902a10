using System.Globalization;
using System.Text.Json;
using Ramus.Kubernetes.Client;

namespace Ramus.Operator.Networks;

/// <summary>What the operator keeps of a NodeNetwork.</summary>
internal sealed record NodeReport
{
    public required string Node { get; init; }

    public required bool IsReady { get; init; }

    public required ulong Revision { get; init; }

    public required IReadOnlyDictionary<string, ReportedPlugin> Plugins { get; init; }

    public required IReadOnlySet<string> Interfaces { get; init; }

    public required IReadOnlyDictionary<string, string> Failures { get; init; }

    public static NodeReport Of(JsonElement entity) => new()
    {
        Node = entity.KeyOf().Name,
        IsReady = Items(entity, "status", "conditions").Any(
            condition => condition.TextAt("type") == "Ready" && condition.TextAt("status") == "True"),
        Revision = ulong.TryParse(
            entity.TextAt("status", "networks", "revision"), CultureInfo.InvariantCulture, out var revision)
            ? revision : 0,
        Plugins = Items(entity, "status", "plugins")
            .Select(plugin => new ReportedPlugin(
                plugin.TextAt("name") ?? "",
                [.. Items(plugin, "cniVersions").Where(version => version.ValueKind == JsonValueKind.String)
                    .Select(version => version.GetString()!)]))
            .DistinctBy(plugin => plugin.Name).ToDictionary(plugin => plugin.Name, StringComparer.Ordinal),
        Interfaces = Items(entity, "status", "interfaces").Select(link => link.TextAt("name") ?? "")
            .ToHashSet(StringComparer.Ordinal),
        Failures = Items(entity, "status", "networks", "failures")
            .DistinctBy(failure => failure.TextAt("network"))
            .ToDictionary(
                failure => failure.TextAt("network") ?? "", failure => failure.TextAt("cause") ?? "",
                StringComparer.Ordinal),
    };

    private static JsonElement.ArrayEnumerator Items(JsonElement entity, params ReadOnlySpan<string> path) =>
        entity.TryFind(out var list, path) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;
}
