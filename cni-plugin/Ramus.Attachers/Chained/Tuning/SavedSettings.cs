using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Attachers.Pods;
using Ramus.Contract.Json;
using Ramus.Linux.Files;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Chained.Tuning;

/// <summary>The file with an interface's settings before tuning changed them, shared with the program.</summary>
internal sealed class SavedSettings(string directory, string containerId, string ifName)
{
    private const int MaxBytes = 4096;
    private const string What = "saved settings";

    private readonly string path = $"{directory}/{containerId}_{ifName}.json";

    /// <summary>
    /// The file of an attachment. DEL must find it, so nothing else of the configuration is read.
    /// </summary>
    public static SavedSettings Of(PluginRequest request)
    {
        var given = request.Config.GetText("dataDir", PluginRequest.What);
        return new(string.IsNullOrEmpty(given) ? "/run/cni/tuning" : given, request.ContainerId, request.IfName);
    }

    /// <summary>Saves the settings that the configuration changes.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(Link link, TuningConfig config)
    {
        var json = new JsonText(indent: 1).StartObject();
        if (config.MacText is not null)
        {
            json.Key("mac").Text(link.Mac);
        }

        if (config.IsPromiscuous)
        {
            json.Key("promisc").Flag(link.Promiscuity != 0);
        }

        if (config.Mtu != 0)
        {
            json.Key("mtu").Number(link.Mtu);
        }

        if (config.IsAllMulticast is not null)
        {
            json.Key("allmulti").Flag(link.IsAllMulticast);
        }

        if (config.TransmitQueueLength is not null)
        {
            json.Key("txQLen").Number(link.TransmitQueueLength);
        }

        PosixFile.MakeDirectory(directory);
        PosixFile.Replace(path, json.EndObject().ToArray());
    }

    /// <summary>Restores the settings, and removes the file. Best effort, like the program.</summary>
    public void Restore(RouteSocket links)
    {
        try
        {
            if (PosixFile.TryRead(path, MaxBytes) is { } content && links.IndexOf(ifName) is { } index)
            {
                Restore(links, index, GoJson.ParseObject(content, What));
            }

            PosixFile.RemoveReplaced(path);
        }
        catch (Exception failure) when (failure is ContractException or IOException)
        {
            // The interface is about to be removed; a later DEL tries again.
        }
    }

    private static void Restore(RouteSocket links, int index, JsonElement saved)
    {
        if (saved.GetInteger("mtu", What) is > 0 and <= int.MaxValue and var mtu)
        {
            links.SetMtu(index, (int)mtu);
        }

        if (RequestedMac.Parse(saved.GetText("mac", What)) is { } mac)
        {
            links.SetHardwareAddress(index, mac);
        }

        if (saved.TryGetKey("promisc", out _))
        {
            links.SetPromiscuous(index, saved.GetFlag("promisc", What));
        }

        if (saved.TryGetKey("allmulti", out _))
        {
            links.SetAllMulticast(index, saved.GetFlag("allmulti", What));
        }

        if (saved.GetInteger("txQLen", What) is >= 0 and <= int.MaxValue and var length)
        {
            links.SetTransmitQueueLength(index, (int)length);
        }
    }
}
