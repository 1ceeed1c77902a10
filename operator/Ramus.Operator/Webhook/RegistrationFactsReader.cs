using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using k8s;
using Ramus.Contract.Admission;
using Ramus.Contract.Json;
using Ramus.Kubernetes.Client;

namespace Ramus.Operator.Webhook;

/// <summary>
/// Reads the facts. An object that RBAC does not allow the operator to read counts as unknown: an older ClusterRole
/// must not stop the operator.
/// </summary>
internal sealed class RegistrationFactsReader(IKubernetes client, WebhookSettings settings)
{
    private static readonly ResourceType ClusterRoles = new("rbac.authorization.k8s.io", "v1", "clusterroles");

    public async Task<RegistrationFacts> ReadAsync(CancellationToken cancellationToken)
    {
        var minor = MinorOf(await FindAsync("/version", cancellationToken));
        return new()
        {
            // Enabled by default since Kubernetes 1.28.
            HasMatchConditions = minor >= 28,
            ReachesSystem = minor < 21 && !(await IsOptedOutAsync("kube-system", cancellationToken)
                && await IsOptedOutAsync(settings.Namespace, cancellationToken)),
            Injection = await InjectionAsync(cancellationToken),
            IsWebhookGone = await IsWebhookGoneAsync(cancellationToken),
            OwnerUid = (await FindAsync(ClusterRoles.ObjectPath(null, settings.OwnerClusterRole), cancellationToken))
                ?.TextAt("metadata", "uid"),
        };
    }

    /// <summary>28 for Kubernetes 1.28; providers write "28+". Null when the version cannot be parsed.</summary>
    internal static int? MinorOf(JsonElement? version)
    {
        var minor = (version?.TextAt("minor") ?? "").TrimEnd('+');
        return version?.TextAt("major") == "1"
            && int.TryParse(minor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private async Task<bool> IsOptedOutAsync(string @namespace, CancellationToken cancellationToken) =>
        (await FindAsync(ResourceType.Namespaces.ObjectPath(null, @namespace), cancellationToken))
            ?.TextAt("metadata", "labels", OptOut.Label) == OptOut.Disabled;

    private async Task<InjectionSettings> InjectionAsync(CancellationToken cancellationToken)
    {
        foreach (var name in (string[])[settings.SettingsName, SettingsMap.Injectors])
        {
            var path = ResourceType.ConfigMaps.ObjectPath(settings.Namespace, name);
            if (await FindAsync(path, cancellationToken) is { } map)
            {
                return Parse(map.TextAt("data", SettingsMap.Key));
            }
        }

        return InjectionSettings.Default;
    }

    private static InjectionSettings Parse(string? text)
    {
        try
        {
            return text is null
                ? InjectionSettings.Default
                : InjectionReading.Parse(Encoding.UTF8.GetBytes(text), SettingsMap.Key, InjectionSettings.Default)
                    .Settings;
        }
        catch (ContractException)
        {
            // The webhook logs the error and keeps its last settings, which are unknown here: select every pod.
            return InjectionSettings.Default with
            {
                Attachments = [new AttachmentRule("unknown", ["*"], null, "unknown")],
            };
        }
    }

    private async Task<bool> IsWebhookGoneAsync(CancellationToken cancellationToken)
    {
        if (settings.Deployment.Length == 0)
        {
            return false;
        }

        try
        {
            var path = ResourceType.Deployments.ObjectPath(settings.Namespace, settings.Deployment);
            return await client.FindJsonAsync(path, cancellationToken) is not { } deployment
                || deployment.TryFind(out _, "metadata", "deletionTimestamp")
                || deployment.NumberAt("spec", "replicas") == 0;
        }
        catch (ApiException e) when (e.Status == HttpStatusCode.Forbidden)
        {
            return false;
        }
    }

    private async Task<JsonElement?> FindAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await client.FindJsonAsync(path, cancellationToken);
        }
        catch (ApiException e) when (e.Status == HttpStatusCode.Forbidden)
        {
            return null;
        }
    }
}
