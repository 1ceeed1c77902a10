using System.Text;
using Microsoft.Extensions.Logging;
using Ramus.Contract.Admission;
using Ramus.Contract.Json;
using Ramus.Contract.Status;
using Ramus.Kubernetes.Events;
using Ramus.Kubernetes.Watching;
using Ramus.Webhook.Options;

namespace Ramus.Webhook.Settings;

/// <summary>
/// The present settings: from our ConfigMap, else from the ConfigMap of network-resources-injector, else from the
/// command line. Unusable settings never replace usable ones.
/// </summary>
internal sealed class SettingsSource(WebhookOptions options, EventPublisher events, ILogger<SettingsSource> logger)
{
    private readonly Dictionary<string, SettingsText> texts = new(StringComparer.Ordinal);
    private InjectionSettings current = options.Injection;
    private string? problem;

    public InjectionSettings Current => Volatile.Read(ref current);

    /// <summary>Why the present text cannot be used; null when it can.</summary>
    public string? Problem => Volatile.Read(ref problem);

    /// <summary>To be called when one of the ConfigMaps has changed.</summary>
    public void Follow(EntityChange<SettingsText> change)
    {
        // Each ConfigMap is watched by its own thread.
        lock (texts)
        {
            if (change.Type == EntityChangeType.Deleted)
            {
                texts.Remove(change.Key.Name);
            }
            else
            {
                texts[change.Key.Name] = change.Entity;
            }

            Read(texts.GetValueOrDefault(options.SettingsName) ?? texts.GetValueOrDefault(SettingsMap.Injectors));
        }
    }

    private void Read(SettingsText? text)
    {
        if (text is null)
        {
            Use(new InjectionReading(options.Injection, []));
            logger.SettingsGone();
            return;
        }

        var what = $"{SettingsMap.Key} of ConfigMap {text.Source.Namespace}/{text.Source.Name}";
        try
        {
            var reading = text.Json is null
                ? new InjectionReading(options.Injection, [])
                : InjectionReading.Parse(Encoding.UTF8.GetBytes(text.Json), what, options.Injection);
            Use(reading);
            logger.SettingsRead(what, reading.Settings.Injections.Count, reading.Settings.Attachments.Count);
            foreach (var warning in reading.Warnings)
            {
                Complain(text, warning);
            }
        }
        catch (ContractException e)
        {
            Volatile.Write(ref problem, e.Message);
            Complain(text, $"{e.Message}. The last good settings stay in force");
        }
    }

    private void Use(InjectionReading reading)
    {
        Volatile.Write(ref current, reading.Settings);
        Volatile.Write(ref problem, null);
    }

    private void Complain(SettingsText text, string complaint)
    {
        logger.SettingsWrong(complaint);
        events.Publish(text.Source, EventType.Warning, EventReasons.SettingsIgnored, complaint);
    }
}
