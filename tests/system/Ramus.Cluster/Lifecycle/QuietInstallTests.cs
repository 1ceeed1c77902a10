using System.Globalization;
using System.Text.Json.Nodes;

namespace Ramus.Cluster.Lifecycle;

/// <summary>An installation on a healthy cluster: states that belong to every start are no warnings.</summary>
[Collection(AfterTheEnd.Name)]
[Trait("Cluster", "Empty")]
public sealed class QuietInstallTests : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await Release.RemoveAsync();

    [ClusterFact]
    public async Task An_installation_makes_no_warning_events_and_repeats_no_line()
    {
        // The pods of an earlier installation hold the agent's port until they have ended.
        await Eventually.AgreesAsync(
            async () => (await TestCluster.Current.Api.ListAsync(RamusSystem.PathOf("pods")))
                .All(pod => (string?)pod["status"]?["phase"] is "Succeeded" or "Failed"),
            "the earlier installation has ended");
        var since = DateTime.UtcNow.AddSeconds(-1);
        await Release.InstallAsync();
        await RamusSystem.ReadyAsync();

        var warnings = (await TestCluster.Current.Api.ListAsync("/api/v1/events"))
            .Where(found => (string?)found["type"] == "Warning" && IsOfRamus(found) && Last(found) >= since)
            .Select(found => $"{found["reason"]}: {found["message"]}").ToList();

        warnings.Where(text => !OfKubernetes.Any(part => text.Contains(part, StringComparison.Ordinal)))
            .ShouldBeEmpty();
        foreach (var program in (string[])["daemonset/ramus-node", "deployment/ramus-operator",
            "deployment/ramus-webhook"])
        {
            var log = (await TestCluster.Current.KubectlAsync(
                null, "-n", RamusSystem.Namespace, "logs", program)).Succeeded();
            log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)
                .Select(line => (
                    Second: ((string)line["Timestamp"]!)[..19], Text: $"{line["EventId"]} {line["Message"]}"))
                .GroupBy(line => line).Where(same => same.Count() > 1).Select(same => same.Key.Text)
                .ShouldBeEmpty($"the log of {program}");
            log.ShouldNotContain("the plugin is installed and the networks are listed.\"", customMessage: "no warning");
        }
    }

    // Warnings that no program of a pod can prevent: a probe before the program listens, the kubelet's own cache, and a
    // port of a pod that has not ended.
    private static readonly string[] OfKubernetes =
        ["Unhealthy: ", "failed to sync configmap cache", "failed to sync secret cache", "didn't have free ports"];

    private static bool IsOfRamus(JsonNode found) =>
        (string?)found["involvedObject"]!["namespace"] == RamusSystem.Namespace
        || (string?)found["source"]?["component"] is "ramus" or "ramus-operator" or "ramus-webhook";

    private static DateTime Last(JsonNode found) =>
        DateTime.Parse(
            (string?)found["lastTimestamp"] ?? (string)found["metadata"]!["creationTimestamp"]!,
            CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
