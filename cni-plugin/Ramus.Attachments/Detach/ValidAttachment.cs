using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Attachments.Detach;

/// <summary>An attachment that the runtime lists as valid: one entry of the list in a GC request.</summary>
/// <param name="ContainerId">Its container.</param>
/// <param name="Interface">The interface of the default network.</param>
public readonly record struct ValidAttachment(string ContainerId, string Interface)
{
    private const string Key = "cni.dev/valid-attachments";

    // The name of the list in CNI 1.1.0-rc1; libcni sends both.
    private const string FirstKey = "cni.dev/attachments";

    /// <summary>
    /// The runtime's list under its current and its original name: an attachment on either list is valid. Null when the
    /// runtime sent neither list. libcni writes an empty list as <c>null</c>.
    /// </summary>
    /// <param name="config">The network configuration on the plugin's standard input.</param>
    /// <exception cref="ContractException">
    /// A list or an entry is malformed. GC frees every attachment that is not listed, so a malformed list must free
    /// nothing.
    /// </exception>
    public static IReadOnlyList<ValidAttachment>? Read(JsonElement config)
    {
        List<ValidAttachment>? valid = null;
        try
        {
            foreach (var key in (ReadOnlySpan<string>)[Key, FirstKey])
            {
                if (config.TryGetProperty(key, out var list))
                {
                    valid ??= [];
                    valid.AddRange(ReadList(key, list));
                }
            }
        }
        catch (ContractException failure)
        {
            throw new ContractException($"{failure.Message}; nothing was freed");
        }

        return valid;
    }

    /// <summary>Appends this entry to a list in the form that <see cref="Read"/> reads.</summary>
    internal void WriteTo(JsonText json) => json.StartObject()
        .Key("containerID").Text(ContainerId)
        .Key("ifname").Text(Interface)
        .EndObject();

    private static IEnumerable<ValidAttachment> ReadList(string key, JsonElement list) => list.ValueKind switch
    {
        JsonValueKind.Null => [],
        JsonValueKind.Array => list.EnumerateArray().Select((entry, index) => ReadEntry($"{key}[{index}]", entry)),
        _ => throw new ContractException(
            $"key '{key}': expected a list of attachments, got {GoJson.NameOf(list.ValueKind)}"),
    };

    private static ValidAttachment ReadEntry(string place, JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object)
        {
            throw new ContractException(
                $"{place}: expected an object with containerID and ifname, got {GoJson.NameOf(entry.ValueKind)}");
        }

        var container = entry.GetText("containerID", place) ?? "";
        if (!Contract.Cni.ContainerId.IsValid(container))
        {
            throw new ContractException(
                $"key 'containerID' of {place}: '{Quote.Short(container)}' is not a container id");
        }

        var name = entry.GetText("ifname", place) ?? "";
        return InterfaceName.Refuse(name) is { } reason
            ? throw new ContractException(
                $"key 'ifname' of {place}: '{Quote.Short(name)}' is not an interface name: {reason}")
            : new ValidAttachment(container, name);
    }
}
