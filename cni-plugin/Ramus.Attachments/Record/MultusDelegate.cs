using System.Text.Json;
using Ramus.Attachments.Sandbox;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;

namespace Ramus.Attachments.Record;

/// <summary>One entry of the delegate list that Multus stores per container, completed from libcni's cache.</summary>
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

    /// <summary>The attachment to detach, and libcni's cached ADD, if any.</summary>
    /// <exception cref="ContractException">The configuration that ADD executed cannot be found.</exception>
    public static (Attachment Attachment, CachedAttachment? Cached) Read(
        JsonElement element, int index, SandboxRequest request, MultusResults results) =>
        new MultusDelegate(element, index, request).Read(results);

    /// <summary>
    /// The name that Multus gives to an attachment's device information file; null when the attachment has no device.
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
            CapabilityArgs = cached?.CapabilityArgs ?? Requests(),
        };
        return (attachment, cached);
    }

    private NetworkConfig Usable(NetworkConfig? config, string? name, string? unreadable)
    {
        var reason = config is null ? $"its configuration cannot be read: {unreadable}"
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

    // libcni's cache contains the executed configuration; 'Bytes' may be a copy without the keys unknown to Multus.
    private static NetworkConfig? Executed(CachedAttachment? cached, NetworkConfig? kept) =>
        cached?.Config is { } executed && (kept is null || (executed.Name == kept.Name
            && executed.Plugins.Select(plugin => plugin.Type)
                .SequenceEqual(kept.Plugins.Select(plugin => plugin.Type))))
            ? executed
            : null;

    // Multus writes the pod's device and arguments into every plugin of 'Bytes', but not into libcni's list.
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

    // The arguments that Multus passes to DEL. The default network, the first entry, gets none of the pod's requests.
    private JsonElement? Requests()
    {
        var json = new JsonText().StartObject();
        var count = 0;
        foreach (var (key, capability) in new[]
        {
            ("macRequest", "mac"), ("infinibandGUIDRequest", "infinibandGUID"), ("deviceID", "deviceID"),
        })
        {
            if (Text(element, key) is { } value)
            {
                json.Key(capability).Text(value);
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
