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
/// GC: detaches containers that the runtime no longer lists from all their networks; then every known network frees the
/// resources of attachments that no longer exist. No other operation runs on the node meanwhile.
/// </summary>
/// <param name="settings">The plugin's configuration.</param>
/// <param name="valid">The runtime's list; null when it sent none: then no container is detached.</param>
public sealed class GarbageCollection(PluginSettings settings, IReadOnlyList<ValidAttachment>? valid)
{
    private readonly List<string> failures = [];
    private ChildLimits limits;

    /// <summary>Frees the resources of dead containers. One failure does not stop the rest.</summary>
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

        // A delegate frees everything that is not on the list, so it is called only when the list is complete.
        if (living is not null && failures.Count == 0)
        {
            foreach (var network in KnownNetworks(kept))
            {
                Attempt(() => Collect(network.Value, network.Key, kept), network.Value.Hidden);
            }
        }

        if (failures.Count > 0)
        {
            throw new CniException(CniErrorCode.Internal, string.Join(" / ", failures));
        }
    }

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

            // An unreadable record is removed too: otherwise every later GC would fail, and no DEL ever comes for a
            // container that the runtime has forgotten.
            if (store.FindUsable(container) is not { } record
                || new Detachment(settings.Execution, store, record, limits).Run(netns: ""))
            {
                store.Remove(container);
            }

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
                new ValidAttachment(record.ContainerId, attachment.Interface).WriteTo(json);
            }
        }

        // Pods older than Ramus have no record, but they do have the default network.
        foreach (var entry in valid!.Where(entry => kept.TrueForAll(record => record.ContainerId != entry.ContainerId)))
        {
            entry.WriteTo(json);
        }

        var list = JsonDocument.Parse(json.EndArray().ToArray()).RootElement;
        new NetworkRuntime(settings.Execution, limits).CollectGarbage(network, list);
    }

    private void Attempt(Action action, HiddenValues? hidden = null)
    {
        try
        {
            action();
        }
        catch (Exception failure) when (failure is CniException or ContractException or IOException)
        {
            failures.Add((hidden ?? HiddenValues.None).Cover(failure.Message));
        }
    }
}
