using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Linux.Processes;

namespace Ramus.Cni.RuntimeSide;

/// <summary>
/// The runtime's end of the CNI protocol for one network configuration: runs the plugins of the list in order, hands
/// results on, stops at the first error (CNI specification, section 3; where libcni and the text differ, libcni).
/// </summary>
/// <param name="plugins">The directories of the plugins that are programs.</param>
/// <param name="limits">Deadline for the whole operation, and the cap on output.</param>
/// <param name="beforeInput">
/// Called before each plugin gets its configuration, while it starts; null for nothing.
/// </param>
public sealed class NetworkRuntime(PluginPath plugins, ChildLimits limits, Action? beforeInput = null)
{
    private readonly Delegates delegates = new(plugins);

    /// <summary>Attaches; the result of the last plugin.</summary>
    public AttachmentResult Add(NetworkConfig network, AttachmentParameters attachment)
    {
        Check(network, attachment);
        AttachmentResult? previous = null;
        for (var index = 0; index < network.Plugins.Count; index++)
        {
            var output = Execute(Call("ADD", network, index, attachment, previous?.Json));
            previous = ReadResult(network, index, output);
        }

        return previous!;
    }

    /// <summary>Detaches: every plugin of the list in reverse, each given the final result of ADD.</summary>
    public void Delete(NetworkConfig network, AttachmentParameters attachment, JsonElement? result)
    {
        var handed = CniVersions.AtLeast(network.CniVersion, "0.4.0") ? result : null;
        for (var index = network.Plugins.Count - 1; index >= 0; index--)
        {
            Detach(network, index, attachment, handed);
        }
    }

    /// <summary>
    /// Detaches what an ADD left that did not end well: in reverse and without a result. It goes on after a failure,
    /// since a plugin that cannot ADD often cannot DEL, and the ones before it in the chain may have made something.
    /// </summary>
    /// <exception cref="CniException">The first failure.</exception>
    public void DeleteUnfinished(NetworkConfig network, AttachmentParameters attachment)
    {
        CniException? first = null;
        for (var index = network.Plugins.Count - 1; index >= 0; index--)
        {
            try
            {
                Detach(network, index, attachment, null);
            }
            catch (Exception failure) when (failure is CniException or ContractException)
            {
                first ??= failure as CniException
                    ?? new CniException(CniErrorCode.InvalidNetworkConfig, failure.Message);
            }
        }

        TornLeases.Remove(network);
        if (first is not null)
        {
            throw first;
        }
    }

    /// <summary>Verifies an attachment; nothing is called when the network disables it.</summary>
    public void Check(NetworkConfig network, AttachmentParameters attachment, JsonElement? result)
    {
        if (network.DisableCheck)
        {
            return;
        }

        if (!CniVersions.AtLeast(network.CniVersion, "0.4.0"))
        {
            throw new CniException(
                CniErrorCode.IncompatibleVersion,
                $"configuration version \"{network.CniVersion}\" does not support the CHECK command");
        }

        for (var index = 0; index < network.Plugins.Count; index++)
        {
            Execute(Call("CHECK", network, index, attachment, result));
        }
    }

    /// <summary>Asks every plugin whether it can serve ADD; lists below 1.1.0 are not asked.</summary>
    public void Status(NetworkConfig network)
    {
        for (var index = 0; index < network.Plugins.Count && CniVersions.AtLeast(network.CniVersion, "1.1.0"); index++)
        {
            Execute(Call("STATUS", network, index, null, null));
        }
    }

    /// <summary>
    /// Lets every plugin free what belongs to none of <paramref name="valid"/>; failures are collected.
    /// </summary>
    public void CollectGarbage(NetworkConfig network, JsonElement valid)
    {
        if (network.DisableGc || !CniVersions.AtLeast(network.CniVersion, "1.1.0"))
        {
            return;
        }

        // The specification renamed the key; plugins of both ages are served, as libcni does.
        KeyValuePair<string, JsonElement>[] lists =
            [new("cni.dev/valid-attachments", valid), new("cni.dev/attachments", valid)];
        var failures = new List<string>();
        for (var index = 0; index < network.Plugins.Count; index++)
        {
            try
            {
                Execute(Call("GC", network, index, null, null) with { Extra = lists });
            }
            catch (CniException failure)
            {
                failures.Add(failure.Message);
            }
        }

        if (failures.Count > 0)
        {
            throw new CniException(CniErrorCode.Internal, string.Join("; ", failures));
        }
    }

    private static void Check(NetworkConfig network, AttachmentParameters attachment)
    {
        if (!ContainerId.IsValid(attachment.ContainerId))
        {
            throw new CniException(CniErrorCode.InvalidEnvironment, $"invalid container id '{attachment.ContainerId}'");
        }

        if (!ContainerId.IsValid(network.Name))
        {
            throw new CniException(CniErrorCode.InvalidNetworkConfig, ContainerId.ExplainNetworkName(network.Name));
        }

        if (InterfaceName.Refuse(attachment.IfName) is { } reason)
        {
            throw new CniException(
                CniErrorCode.InvalidEnvironment, $"interface name '{attachment.IfName}' is invalid: {reason}");
        }
    }

    private void Detach(NetworkConfig network, int index, AttachmentParameters attachment, JsonElement? previous)
    {
        var plugin = network.Plugins[index];
        var call = Call("DEL", network, index, attachment, previous);
        try
        {
            Execute(call);
            TuningBackups.Remove(plugin, attachment);
            if (!AlreadyGone.ForgetsAddresses(plugin, attachment.Netns))
            {
                return;
            }
        }
        catch (CniException failure) when (HasNothingToDo(plugin, attachment, failure))
        {
        }

        if (plugin.IpamType is { Length: > 0 } ipam)
        {
            // It gave up before it came to its addresses.
            Execute(ipam, call);
        }
    }

    private static bool HasNothingToDo(PluginConfig plugin, AttachmentParameters attachment, CniException failure)
    {
        var isNamespaceGone = PodLinks.IsNamespaceGone(attachment.Netns);
        return AlreadyGone.Explains(
            (failure.InnerException as CniException ?? failure).Error.Message,
            attachment.Netns,
            isNamespaceGone,
            isNamespaceGone || PodLinks.IsAnyGone(plugin, attachment));
    }

    private static AttachmentResult ReadResult(NetworkConfig network, int index, ReadOnlyMemory<byte> output)
    {
        var type = network.Plugins[index].Type;
        try
        {
            return AttachmentResult.Read(output, network.CniVersion, type);
        }
        catch (ContractException failure)
        {
            throw new CniException(
                CniErrorCode.DecodingFailure,
                $"plugin '{type}' succeeded but printed no valid result: {failure.Message}");
        }
    }

    private DelegateCall Call(
        string command,
        NetworkConfig network,
        int index,
        AttachmentParameters? attachment,
        JsonElement? previous) => new()
        {
            Command = command,
            Network = network,
            Index = index,
            Attachment = attachment,
            PreviousResult = previous,
            Limits = limits,
            BeforeInput = beforeInput,
        };

    private ReadOnlyMemory<byte> Execute(DelegateCall call) => Execute(call.Plugin.Type, call);

    private ReadOnlyMemory<byte> Execute(string type, DelegateCall call)
    {
        try
        {
            return delegates.Of(type).Execute(call);
        }
        catch (CniException failure)
        {
            var message = Explain(type, call.Command, failure.Error.Message);
            throw new CniException(failure.Error with { Message = message }, failure);
        }
    }

    private static string Explain(string type, string command, string message) =>
        message.StartsWith($"plugin '{type}'", StringComparison.Ordinal)
            ? message
            : $"plugin '{type}' failed ({command}): {message}";
}
