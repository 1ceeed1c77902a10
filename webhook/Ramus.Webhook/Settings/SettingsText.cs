using System.Text.Json;
using Ramus.Contract.Admission;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Events;

namespace Ramus.Webhook.Settings;

/// <summary>The settings of a ConfigMap as text; Json is null when the ConfigMap has no such key.</summary>
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
