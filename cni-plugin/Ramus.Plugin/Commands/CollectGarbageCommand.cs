using System.Text.Json;
using Ramus.Cni;
using Ramus.Cni.Posix;
using Ramus.Networks;
using Ramus.Plugin.Planning;
using Ramus.Plugin.Settings;
using Ramus.Plugin.State;

namespace Ramus.Plugin.Commands;

/// <summary>
/// GC: containers that the runtime no longer lists are detached from all their networks, then every known network may free
/// what belongs to none of its living attachments. Runs alone on the node.
/// </summary>
internal sealed class CollectGarbageCommand(CniRequest request, PluginSettings settings)
{
    private readonly ChildLimits limits = ChildLimits.In(Budget.CollectGarbage);
    private readonly List<string> failures = [];

    internal void Run()
    {
        var state = new StateDirectory(settings.StateDirectory);
        state.Prepare();
        var living = LivingContainers();
        using var exclusive = state.LockAll();
        var store = new RecordStore(state);
        var kept = new List<AttachmentRecord>();
        foreach (var container in store.Containers().ToList())
        {
            Sort(state, store, container, living, kept);
        }

        foreach (var network in KnownNetworks(kept))
        {
            Attempt(() => Collect(network.Value, network.Key, kept));
        }

        if (failures.Count > 0)
        {
            throw new CniException(CniErrorCode.Internal, string.Join(" / ", failures));
        }
    }

    // Without the list nothing can be told dead: then every container lives.
    private HashSet<string>? LivingContainers()
    {
        if (!request.Config.TryGetProperty("cni.dev/valid-attachments", out var list)
            && !request.Config.TryGetProperty("cni.dev/attachments", out list))
        {
            return null;
        }

        var living = new HashSet<string>(StringComparer.Ordinal);
        if (list.ValueKind == JsonValueKind.Array)
        {
            foreach (var entry in list.EnumerateArray())
            {
                living.Add(entry.GetText("containerID", "entry of cni.dev/valid-attachments") ?? "");
            }
        }

        return living;
    }

    private void Sort(
        StateDirectory state, RecordStore store, string container, HashSet<string>? living, List<AttachmentRecord> kept)
    {
        Attempt(() =>
        {
            if (store.Find(container) is not { } record)
            {
                return;
            }

            if (living is null || living.Contains(container))
            {
                kept.Add(record);
                return;
            }

            new Detachment(settings.Plugins, store, record, limits).Run(netns: "");
            PosixFile.Remove(state.ReportOf(container));
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
                json.StartObject()
                    .Key("containerID").Text(record.ContainerId)
                    .Key("ifname").Text(attachment.Interface)
                    .EndObject();
            }
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
