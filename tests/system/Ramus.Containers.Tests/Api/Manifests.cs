using System.Text.Json.Nodes;

namespace Ramus.Containers.Tests.Api;

/// <summary>Ramus' objects from config/.</summary>
internal static class Manifests
{
    public const string Namespace = "ramus-system";

    /// <summary>Applies the namespace, the service accounts and their rights.</summary>
    public static async Task ApplyRightsAsync(RunningApi api)
    {
        foreach (var file in (string[])["default/namespace.yaml", "rbac/rbac.yaml"])
        {
            await api.KubectlAsync(null, "apply", "-f", Repository.Path($"config/{file}"));
        }
    }

    /// <summary>Applies one object of a file; returns the API server's answer.</summary>
    public static async Task<JsonNode> ApplyAsync(RunningApi api, string file, string kind, string name)
    {
        var all = await File.ReadAllTextAsync(Repository.Path($"config/{file}"));
        var one = all.Split("\n---\n").Single(document =>
            document.Contains($"\nkind: {kind}\n", StringComparison.Ordinal)
            && document.Contains($"\n  name: {name}\n", StringComparison.Ordinal));
        return JsonNode.Parse(await api.KubectlAsync(one, "apply", "-f", "-", "-o", "json"))!;
    }
}
