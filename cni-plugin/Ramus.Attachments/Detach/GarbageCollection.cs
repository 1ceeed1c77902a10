using System.Text.Json;
using Ramus.Attachments.Plan;
using Ramus.Attachments.Record;
using Ramus.Attachments.Settings;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;
using Ramus.Linux.Processes;

namespace Ramus.Attachments.Detach;

/// <summary>
/// GC: containers that the runtime no longer lists are detached from all their networks, then every known network may
/// free what belongs to none of its living attachments. Runs alone on the node.
/// </summary>
/// <param name="settings">The plugin's configuration.</param>
/// <param name="valid">The runtime's list; null when it sent none: then every container counts as living.</param>
public sealed class GarbageCollection(PluginSettings settings, IReadOnlyList<ValidAttachment>? valid)
{
    private readonly List<string> failures = [];
    private ChildLimits limits;

    /// <summary>Frees what is left of dead containers. One failure does not stop the rest.</summary>
    /// <exception cref="CniException">All failures in one message.</exception>
    public void Run()
    {
        var state = new StateDirectory(settings.StateDirectory);
        state.Prepare();
        var living = valid?.Select(entry => entry.ContainerId).ToHashSet(StringComparer.Ordinal);
        using var exclusive = state.LockAll();
        limits = ChildLimits.In(settings.Budget.CollectGarbage);
        var store = new RecordStore(state);
        var kept = new List<AttachmentRecord>();
        foreach (var container in state.Containers())
        {
            Sort(state, store, container, living, kept);
        }

        // A delegate frees whatever is not on its list: it is asked only when that list is complete.
        if (living is not null && failures.Count == 0)
        {
            foreach (var network in KnownNetworks(kept))
            {
                Attempt(() => Collect(network.Value, network.Key, kept));
            }
        }

        if (failures.Count > 0)
        {
            throw new CniException(CniErrorCode.Internal, string.Join(" / ", failures));
        }
    }

    private static void WriteEntry(JsonText json, string container, string interfaceName) => json.StartObject()
        .Key("containerID").Text(container)
        .Key("ifname").Text(interfaceName)
        .EndObject();

    private void Sort(
        StateDirectory state, RecordStore store, string container, HashSet<string>? living, List<AttachmentRecord> kept)
    {
        Attempt(() =>
        {
            if (living is null || living.Contains(container))
            {
                kept.AddRange(store.Find(container) is { } lives ? [lives] : []);
                return;
            }

            // One that cannot be read would stop every GC to come, and nobody sends DEL for a container that is
            // forgotten.
            if (store.FindUsable(container) is { } record)
            {
                new Detachment(settings.Plugins, store, record, limits).Run(netns: "");
            }

            store.Remove(container);
            PosixFile.RemoveReplaced(state.ReportOf(container));
        });
    }

    private Dictionary<string, NetworkConfig> KnownNetworks(List<AttachmentRecord> kept)
    {
        var networks = DefaultNetworks.Of(settings).Resolve(podNamespace: null)
            .Select(network => network.Config)
            .DistinctBy(network => network.Name)
            .ToDictionary(network => network.Name);
        foreach (var attachment in kept.SelectMany(record => record.Attachments))
        {
            networks.TryAdd(attachment.Config.Name, attachment.Config);
        }

        return networks;
    }

    private void Collect(NetworkConfig network, string name, List<AttachmentRecord> kept)
    {
        var json = new JsonText().StartArray();
        foreach (var record in kept)
        {
            foreach (var attachment in record.Attachments.Where(attachment => attachment.Config.Name == name))
            {
                WriteEntry(json, record.ContainerId, attachment.Interface);
            }
        }

        // Pods from before Ramus have no record here, and the default network all the same.
        foreach (var entry in valid!.Where(entry => kept.TrueForAll(record => record.ContainerId != entry.ContainerId)))
        {
            WriteEntry(json, entry.ContainerId, entry.Interface);
        }

        var list = JsonDocument.Parse(json.EndArray().ToArray()).RootElement;
        new NetworkRuntime(settings.Plugins, limits).CollectGarbage(network, list);
    }

    private void Attempt(Action action)
    {
        try
        {
            action();
        }
        catch (Exception failure) when (failure is CniException or ContractException or IOException)
        {
            failures.Add(failure.Message);
        }
    }
}
