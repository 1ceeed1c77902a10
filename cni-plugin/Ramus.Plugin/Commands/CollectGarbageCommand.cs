using System.Text.Json;
using Ramus.Attachments.Plan;
using Ramus.Attachments.Record;
using Ramus.Attachments.Settings;
using Ramus.Cni.PluginSide;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Linux.Files;
using Ramus.Linux.Processes;

namespace Ramus.Plugin.Commands;

/// <summary>
/// GC: containers that the runtime no longer lists are detached from all their networks, then every known network may free
/// what belongs to none of its living attachments. Runs alone on the node.
/// </summary>
internal sealed class CollectGarbageCommand(CniRequest request, PluginSettings settings)
{
    private readonly List<string> failures = [];
    private ChildLimits limits;

    internal void Run()
    {
        var state = new StateDirectory(settings.StateDirectory);
        state.Prepare();
        var living = LivingContainers();
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

    // Without the list nothing can be told dead: then every container lives.
    private HashSet<string>? LivingContainers() =>
        TryGetList(out _) ? Listed().Select(entry => entry.Container).ToHashSet(StringComparer.Ordinal) : null;

    private List<(string Container, string Interface)> Listed()
    {
        const string What = "entry of cni.dev/valid-attachments";
        return TryGetList(out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(entry => (entry.GetText("containerID", What) ?? "", entry.GetText("ifname", What) ?? ""))]
            : [];
    }

    private bool TryGetList(out JsonElement list) =>
        request.Config.TryGetProperty("cni.dev/valid-attachments", out list)
        || request.Config.TryGetProperty("cni.dev/attachments", out list);

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

            // One that cannot be read would stop every GC to come, and nobody sends DEL for a container that is forgotten.
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
        foreach (var (container, interfaceName) in Listed().Where(entry => kept.TrueForAll(record => record.ContainerId != entry.Container)))
        {
            WriteEntry(json, container, interfaceName);
        }

        var valid = JsonDocument.Parse(json.EndArray().ToArray()).RootElement;
        new NetworkRuntime(settings.Plugins, limits).CollectGarbage(network, valid);
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
