using k8s;
using Microsoft.Extensions.Logging;
using Ramus.Contract.Admission;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Watching;
using Ramus.Webhook.Options;

namespace Ramus.Webhook.Settings;

/// <summary>Watches the ConfigMaps with settings by their names, so RBAC need not allow to read others.</summary>
internal sealed class SettingsWatch
{
    private readonly IReadOnlyList<Reflector<SettingsText>> maps;

    public SettingsWatch(
        IKubernetes client, WebhookOptions options, SettingsSource source, TimeProvider time,
        ILogger<SettingsWatch> logger)
    {
        maps = [Watch(options.SettingsName), Watch(SettingsMap.Injectors)];
        foreach (var map in maps)
        {
            map.Cache.Subscribe(source.Follow);
        }

        Reflector<SettingsText> Watch(string name) => new(
            client, ResourceType.ConfigMaps, map => map.KeyOf().Name == name ? SettingsText.Of(map) : null,
            new ReflectorOptions { Namespace = options.OwnNamespace, FieldSelector = $"metadata.name={name}" },
            logger, time);
    }

    /// <summary>Why the settings are not known yet; null when they are.</summary>
    public string? NotReadyReason =>
        maps.Select(map => map.NotReadyReason).FirstOrDefault(reason => reason is not null);

    /// <summary>Runs until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(maps.Select(map => map.RunAsync(cancellationToken)));
}
