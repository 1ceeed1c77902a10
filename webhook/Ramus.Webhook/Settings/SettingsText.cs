using System.Text.Json;
using Ramus.Contract.Admission;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Events;

namespace Ramus.Webhook.Settings;

/// <summary>The settings in a ConfigMap as they are written; null when it has none.</summary>
internal sealed record SettingsText(ObjectReference Source, string? Json)
{
    public static SettingsText Of(JsonElement configMap)
    {
        var key = configMap.KeyOf();
        return new SettingsText(
            new ObjectReference(
                "v1", "ConfigMap", key.Namespace, key.Name, configMap.TextAt("metadata", "uid") ?? ""),
            configMap.TextAt("data", SettingsMap.Key));
    }
}
