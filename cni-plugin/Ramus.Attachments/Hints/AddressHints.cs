using System.Text.Json;
using Ramus.Attachments.Record;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Hints;

/// <summary>Hints about the addresses that an IPAM plugin allocates.</summary>
internal sealed class AddressHints(Delegates delegates, RecordStore store, AttachmentRecord record)
{
    private const string What = "ipam", DhcpSocket = "/run/cni/dhcp.sock";

    /// <summary>The hint for one plugin, whose input is <paramref name="config"/>; null for none.</summary>
    public string? Find(Attachment attachment, PluginConfig plugin, JsonElement config)
    {
        if (!config.TryGetKey(What, out var ipam) || ipam.ValueKind != JsonValueKind.Object
            || ipam.GetText("type", What) is not { Length: > 0 } type)
        {
            return null;
        }

        if (WhyNotInstalled(type, attachment.Config, plugin) is { } missing)
        {
            return missing;
        }

        return type switch
        {
            "host-local" => new HostLocalHints(store, record).Find(attachment, ipam),
            "static" when !ipam.ItemsOf("addresses").Any() && !HasRequest(attachment, config) =>
                "the network's IPAM plugin 'static' has no address: write 'addresses' into the network's 'ipam', or "
                + "request 'ips' in the pod's annotation",
            "dhcp" => WhyNoDaemon(ipam),
            _ => null,
        };
    }

    private string? WhyNotInstalled(string type, NetworkConfig network, PluginConfig plugin)
    {
        try
        {
            delegates.RequireIpam(network, network.Plugins.TakeWhile(one => one != plugin).Count(), type);
            return null;
        }
        catch (CniException failure)
        {
            return $"the IPAM {failure.Message}; install it, or correct the 'type' of the network's 'ipam'";
        }
    }

    private static string? WhyNoDaemon(JsonElement ipam)
    {
        var socket = ipam.GetText("daemonSocketPath", What) is { Length: > 0 } given ? given : DhcpSocket;
        return File.Exists(socket)
            ? null
            : $"the daemon of the IPAM plugin 'dhcp' does not run on this node (its socket {socket} is missing): start "
                + "'dhcp daemon' on the node";
    }

    // static takes addresses from the pod's annotation, from cni-args, and from CNI_ARGS.
    private bool HasRequest(Attachment attachment, JsonElement config) =>
        (attachment.CapabilityArgs is { } arguments && arguments.ItemsOf("ips").Any())
        || (config.TryGetKey("args", out var args) && args.TryGetKey("cni", out var cni) && cni.ItemsOf("ips").Any())
        || record.Args.Split(';').Any(static pair => pair.StartsWith("IP=", StringComparison.Ordinal));
}
