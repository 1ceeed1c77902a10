using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.NodeDisk;

/// <summary>
/// The device that a plugin moved into the pod, as the kernel described it after ADD: DEL must find it again, also
/// after the pod has renamed it.
/// </summary>
/// <param name="Index">Its index in the pod's namespace.</param>
/// <param name="Mac">Its hardware address.</param>
/// <param name="IsVirtual">Whether it can be deleted in the pod, as a veth can; a hardware device cannot.</param>
public sealed record AttachedLink(int Index, HardwareAddress Mac, bool IsVirtual)
{
    private const string What = "link", OtherNamesKey = "otherNames";

    /// <summary>
    /// Its other names (altname of ip-link(8)) at ADD: a pod can add more, which would later become names on the node.
    /// Null in the record of an older version.
    /// </summary>
    public IReadOnlyList<string>? OtherNames { get; init; }

    internal void WriteTo(JsonText json)
    {
        json.StartObject()
            .Key("index").Number(Index)
            .Key("mac").Text(Mac.ToString())
            .Key("virtual").Flag(IsVirtual);
        if (OtherNames is not null)
        {
            json.Key(OtherNamesKey).Texts(OtherNames);
        }

        json.EndObject();
    }

    /// <summary>Null when the object is damaged; DEL then works without it.</summary>
    internal static AttachedLink? Read(JsonElement link)
    {
        try
        {
            return link.GetInteger("index", What) is > 0 and <= int.MaxValue and var index
                && HardwareAddress.TryParse(link.GetText("mac", What), out var mac)
                    ? new AttachedLink((int)index, mac, link.GetFlag("virtual", What))
                    {
                        OtherNames = link.TryGetKey(OtherNamesKey, out _) ? link.GetTexts(OtherNamesKey, What) : null,
                    }
                    : null;
        }
        catch (ContractException)
        {
            return null;
        }
    }
}
