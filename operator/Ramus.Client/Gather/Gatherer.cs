using System.Text;
using System.Text.Json;
using Ramus.Client.Cluster;
using Ramus.Client.Output;
using Ramus.Client.Versions;
using Ramus.Contract.Admission;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;

namespace Ramus.Client.Gather;

/// <summary>Gathers what a support case needs. Never reads Secrets.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="systemNamespace">The namespace of Ramus.</param>
/// <param name="archive">Where the files go.</param>
internal sealed class Gatherer(ClusterReader cluster, string systemNamespace, SupportArchive archive)
{
    private const int MostObjects = 2000;
    private const int MostLogs = 60;
    private const int LogBytes = 1 << 20;

    private static readonly string[] PodKeys =
        [Annotations.Networks, Annotations.DefaultNetwork, .. Annotations.OfAttachedPods];

    // The keys that are kept of other programs' pods: nothing about images, commands and volumes.
    private static readonly string[] SpecKeys = ["nodeName", "hostNetwork", "nodeSelector", "affinity", "tolerations"];

    // Events from other programs about pods whose networks cannot be attached.
    private static readonly string[] KubeletReasons =
        ["FailedCreatePodSandBox", "FailedKillPod", "FailedScheduling", "FailedCreate"];

    private readonly List<string> problems = [];

    /// <summary>Gathers everything; returns what is missing, as sentences.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        var versions = await ClusterVersions.ReadAsync(cluster, systemNamespace, cancellationToken);
        archive.Add("versions.json", VersionText.Json(versions));
        await AddAsync("networks.json", ResourceType.NetworkAttachmentDefinitions, null, cancellationToken);
        await AddAsync($"{NodeNetworks.Type.Plural}.json", NodeNetworks.Type, null, cancellationToken);
        await AddAsync("nodes.json", ResourceType.Nodes, null, cancellationToken, NodeOf);
        await AddAsync("pods.json", ResourceType.Pods, null, cancellationToken, PodOf);
        await AddAsync("events.json", ResourceType.Events, null, cancellationToken, EventOf);
        await AddAsync("system/configmaps.json", ResourceType.ConfigMaps, systemNamespace, cancellationToken);
        await AddAsync("system/deployments.json", ResourceType.Deployments, systemNamespace, cancellationToken);
        await AddAsync("system/daemonsets.json", ResourceType.DaemonSets, systemNamespace, cancellationToken);
        await AddAsync(
            "system/mutating-webhooks.json", ResourceType.MutatingWebhookConfigurations, null, cancellationToken);
        await AddAsync(
            "system/validating-webhooks.json", ResourceType.ValidatingWebhookConfigurations, null, cancellationToken);
        var pods = await AddAsync("system/pods.json", ResourceType.Pods, systemNamespace, cancellationToken);
        await AddLogsAsync(pods, cancellationToken);
        archive.Add("README.txt", Readme());
        return
        [
            .. problems,
            .. archive.Cut.Select(static name =>
                $"{name} is incomplete, because the files reached the limit of --most-megabytes"),
        ];
    }

    private async Task<IReadOnlyList<JsonElement>> AddAsync(
        string file, ResourceType type, string? @namespace, CancellationToken cancellationToken,
        Func<JsonElement, JsonElement?>? choose = null)
    {
        try
        {
            var items = await cluster.ListAsync(type, @namespace, "", cancellationToken);
            List<JsonElement> chosen =
                choose is null ? [.. items] : [.. items.Select(choose).OfType<JsonElement>()];
            if (chosen.Count > MostObjects)
            {
                problems.Add($"{file} contains only the first {MostObjects} of {chosen.Count} objects");
            }

            archive.Add(file, JsonOutput.Of(json =>
            {
                json.WriteStartArray();
                foreach (var item in chosen.Take(MostObjects))
                {
                    Redaction.Write(json, item);
                }

                json.WriteEndArray();
            }));
            return items;
        }
        catch (ApiException e)
        {
            problems.Add($"{file} is missing: {e.Message}");
            return [];
        }
    }

    private async Task AddLogsAsync(IReadOnlyList<JsonElement> pods, CancellationToken cancellationToken)
    {
        var ours = pods.Where(static pod =>
            pod.TextAt("metadata", "labels", Installation.ProgramLabel) is Installation.Operator
                or Installation.Webhook or Installation.Node).ToList();
        if (ours.Count > MostLogs)
        {
            problems.Add($"the archive contains the logs of only {MostLogs} of Ramus' {ours.Count} pods");
        }

        foreach (var pod in ours.Take(MostLogs))
        {
            var name = pod.KeyOf().Name;
            foreach (var container in pod.ItemsAt("spec", "containers").Select(static one => one.TextAt("name")))
            {
                await AddLogAsync(name, container ?? "", cancellationToken);
            }
        }
    }

    private async Task AddLogAsync(string pod, string container, CancellationToken cancellationToken)
    {
        var path = $"{ResourceType.Pods.ObjectPath(systemNamespace, pod, "log")}?tailLines=5000&limitBytes={LogBytes}"
            + $"&container={Uri.EscapeDataString(container)}";
        try
        {
            var log = await cluster.ReadTextAsync(path, LogBytes, cancellationToken);
            archive.Add($"logs/{pod}.{container}.log", string.Join('\n', log.Split('\n').Select(Redaction.Text)));
        }
        catch (ApiException e)
        {
            problems.Add($"the log of pod {pod} is missing: {e.Message}");
        }
    }

    private string Readme()
    {
        var text = new StringBuilder(
            "Gathered by kubectl-ramus for a support case. Secrets were not read; environment variables, tokens, "
            + "private keys and\nvalues of keys like password were removed. Look through the files before you send "
            + "them.\n");
        foreach (var problem in problems)
        {
            text.Append($"- {problem}\n");
        }

        return text.ToString();
    }

    // Pods with an annotation about networks, without the settings of their containers.
    private static JsonElement? PodOf(JsonElement pod) =>
        pod.MapAt("metadata", "annotations").Any(static one => PodKeys.Contains(one.Name))
            ? JsonElement.Parse(JsonOutput.Of(json =>
            {
                json.WriteStartObject();
                WriteMetadata(json, pod);
                json.WriteStartObject("spec");
                foreach (var member in pod.MapAt("spec").Where(static one => SpecKeys.Contains(one.Name)))
                {
                    member.WriteTo(json);
                }

                json.WriteEndObject();
                WriteMember(json, pod, "status");
                json.WriteEndObject();
            }))
            : null;

    private static JsonElement? NodeOf(JsonElement node) => JsonElement.Parse(JsonOutput.Of(json =>
    {
        json.WriteStartObject();
        WriteMetadata(json, node);
        json.WritePropertyName("status");
        json.WriteStartObject();
        foreach (var member in node.MapAt("status").Where(static one =>
            one.Name is "conditions" or "nodeInfo" or "allocatable" or "addresses"))
        {
            member.WriteTo(json);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }));

    private static JsonElement? EventOf(JsonElement one)
    {
        var text = one.GetRawText();
        return text.Contains("ramus", StringComparison.OrdinalIgnoreCase)
            || KubeletReasons.Contains(one.TextAt("reason"))
                ? one
                : null;
    }

    private static void WriteMetadata(Utf8JsonWriter json, JsonElement entity) =>
        WriteMember(json, entity, "metadata");

    private static void WriteMember(Utf8JsonWriter json, JsonElement entity, string name)
    {
        if (entity.TryGetProperty(name, out var value))
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    }
}
