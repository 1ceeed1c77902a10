using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Plan;

/// <summary>
/// MAC and IP addresses in CNI_ARGS, the mechanism that capabilities replaced. Multus always sets these arguments, and
/// some users (KubeVirt with ovs-cni and macvtap) depend on it. We set them for the plugins that read them there, if
/// these plugins do not get the value as a capability, too; host-local refuses a list of addresses there.
/// </summary>
public static class LegacyArguments
{
    private const RequestChannel AnyArgument = RequestChannel.Argument | RequestChannel.ArgumentList;

    /// <summary>
    /// CNI_ARGS of one attachment: <paramref name="args"/>, and the arguments that its plugins read only from there. A
    /// request that no plugin is known to read is added, too: <see cref="CapabilityArguments"/> has refused it, unless
    /// the administrator allows it.
    /// </summary>
    public static string For(Attachment attachment, string args)
    {
        if (attachment.CapabilityArgs is not { ValueKind: JsonValueKind.Object } arguments)
        {
            return args;
        }

        var network = attachment.Config;
        if (arguments.TryGetProperty(RequestReaders.Mac, out var mac) && mac.ValueKind == JsonValueKind.String
            && IsArgument(network, RequestReaders.Mac, AnyArgument))
        {
            args += $";MAC={mac.GetString()}";
        }

        if (arguments.TryGetProperty(RequestReaders.Ips, out var ips) && ips.ValueKind == JsonValueKind.Array)
        {
            var list = ips.EnumerateArray().Select(static ip => ip.ToString()).ToList();
            var channels = list.Count == 1 ? AnyArgument : RequestChannel.ArgumentList;
            if (IsArgument(network, RequestReaders.Ips, channels))
            {
                args += $";IP={string.Join(',', TakesPrefix(network) ? list : list.Select(WithoutPrefix))}";
            }
        }

        return args;
    }

    // A plugin that reads the value in both ways gets it as an argument only if it does not get it as a capability. All
    // plugins of a network get the same CNI_ARGS, so none of them may decline the capability.
    private static bool IsArgument(NetworkConfig network, string capability, RequestChannel channels)
    {
        if (network.Plugins.Any(plugin => plugin.Declines(capability)))
        {
            return false;
        }

        var isDeclared = network.Plugins.Any(plugin => plugin.Capabilities.Contains(capability));
        var isRead = network.Plugins.Any(plugin => plugin.Reads(capability, channels)
            && !(isDeclared && plugin.Reads(capability, RequestChannel.Capability)));
        return isRead || (!isDeclared && network.Plugins.All(
            plugin => RequestReaders.Of(plugin, capability) == RequestChannel.None));
    }

    // Older versions of host-local refuse a prefix length in CNI_ARGS; static and whereabouts need it.
    private static bool TakesPrefix(NetworkConfig network) =>
        !network.Plugins.Any(plugin => plugin.Reads(RequestReaders.Ips, RequestChannel.Argument));

    private static string WithoutPrefix(string address) => address.Split('/')[0];
}
