using System.Text.Json;
using Ramus.Attachments.Sandbox;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;

namespace Ramus.Attachments.Record;

/// <summary>One entry of the list that Multus keeps of a container, completed by libcni's cache.</summary>
internal sealed class MultusDelegate
{
    private readonly JsonElement element;
    private readonly int index;
    private readonly string what;
    private readonly SandboxRequest request;

    private MultusDelegate(JsonElement element, int index, SandboxRequest request)
    {
        this.element = element;
        this.index = index;
        this.request = request;
        what = $"delegate {index}";
        var requested = element.GetText("ifnameRequest", what);
        var generated = index == 0 ? request.DefaultInterface : $"net{index}";
        Interface = string.IsNullOrEmpty(requested) ? generated : Valid(requested);
    }

    private string Interface { get; }

    /// <summary>What there is to detach, and what is known of its ADD.</summary>
    /// <exception cref="ContractException">No source says what ADD executed.</exception>
    public static (Attachment Attachment, CachedAttachment? Cached) Read(
        JsonElement element, int index, SandboxRequest request, MultusResults results) =>
        new MultusDelegate(element, index, request).Read(results);

    /// <summary>
    /// The file about the device of an attachment, by the name that Multus gives it; null when it has no device.
    /// </summary>
    public static string? DeviceInfoFile(JsonElement element, Attachment attachment, string containerId) =>
        Text(element, "deviceID") is not null && !attachment.Network.Contains('\0')
            ? $"{attachment.Network.Replace('/', '-')}-{containerId}_{attachment.Interface}"
            : null;

    private (Attachment Attachment, CachedAttachment? Cached) Read(MultusResults results)
    {
        var kept = Try(
            () => MultusConfig.Read(element, "Bytes", $"'Bytes' of {what}", request.CniVersion), out var reason);
        var list = Try(ReadList, out var listReason);
        var name = list?.Name ?? kept?.Name ?? NameIn("ConfList") ?? NameIn("Conf");
        var cached = results.Find(name, Interface);
        var config = Usable(
            list is not null ? WithPodsOwn(list, kept) : Executed(cached, kept) ?? kept, name, listReason ?? reason);
        var attachment = new Attachment
        {
            Network = Text(element, "Name") ?? config.Name,
            Interface = Interface,
            Config = config,
            CapabilityArgs = cached?.CapabilityArgs ?? Wishes(),
        };
        return (attachment, cached);
    }

    private NetworkConfig Usable(NetworkConfig? config, string? name, string? unreadable)
    {
        var reason = config is null ? $"no configuration of it can be read: {unreadable}"
            : WrapperPlugins.In(config) is { } type ? $"a plugin of type '{type}' cannot be a delegate"
            : ContainerId.IsValid(config.Name) ? null
            : "it has no usable name";
        return reason is null
            ? config!
            : throw new ContractException(
                $"{what}: network '{name}', interface '{Interface}', is not detached: {reason}");
    }

    private NetworkConfig? ReadList() => element.TryGetKey("CNINetworkConfigList", out var list)
        ? MultusConfig.TryReadList(list, $"'CNINetworkConfigList' of {what}", request.CniVersion)
        : null;

    // libcni remembers what it executed; 'Bytes' may be a copy that lost the keys which Multus does not know.
    private static NetworkConfig? Executed(CachedAttachment? cached, NetworkConfig? kept) =>
        cached?.Config is { } executed && (kept is null || (executed.Name == kept.Name
            && executed.Plugins.Select(plugin => plugin.Type)
                .SequenceEqual(kept.Plugins.Select(plugin => plugin.Type))))
            ? executed
            : null;

    // Multus writes the pod's device and arguments into every plugin of 'Bytes', and not into libcni's form of the
    // list.
    private static NetworkConfig WithPodsOwn(NetworkConfig list, NetworkConfig? kept)
    {
        if (kept?.Plugins[0].Element is not { } own)
        {
            return list;
        }

        if (Text(own, "deviceID") is { } device)
        {
            list = list.WithDevice(device);
        }

        return own.TryGetKey("args", out var args)
            && args.TryGetKey("cni", out var cni) && cni.ValueKind == JsonValueKind.Object
            ? list.WithCniArgs(cni)
            : list;
    }

    // What Multus hands to DEL. The default network, which comes first, gets none of the pod's wishes.
    private JsonElement? Wishes()
    {
        var json = new JsonText().StartObject();
        var count = 0;
        foreach (var (key, capability) in new[]
        {
            ("macRequest", "mac"), ("infinibandGUIDRequest", "infinibandGUID"), ("deviceID", "deviceID"),
        })
        {
            if (Text(element, key) is { } wish)
            {
                json.Key(capability).Text(wish);
                count++;
            }
        }

        if (element.TryGetKey("ipRequest", out var ips) && ips.ValueKind == JsonValueKind.Array)
        {
            json.Key("ips").Raw(ips);
            count++;
        }

        return count == 0 || index == 0 ? null : JsonElement.Parse(json.EndObject().ToArray());
    }

    private string? NameIn(string key) =>
        element.TryGetKey(key, out var part) && Text(part, "name") is { } name && ContainerId.IsValid(name)
            ? name
            : null;

    private static string? Text(JsonElement holder, string key) =>
        holder.TryGetKey(key, out var value) && value.ValueKind == JsonValueKind.String
            && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    private static NetworkConfig? Try(Func<NetworkConfig?> read, out string? reason)
    {
        try
        {
            reason = null;
            return read();
        }
        catch (ContractException failure)
        {
            reason = failure.Message;
            return null;
        }
    }

    // The name becomes a part of a path.
    private string Valid(string name) => InterfaceName.Refuse(name) is { } reason
        ? throw new ContractException($"'ifnameRequest' of {what}: {reason}")
        : name;
}
