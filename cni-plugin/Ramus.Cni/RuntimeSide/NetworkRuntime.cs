using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Linux.Processes;

namespace Ramus.Cni.RuntimeSide;

/// <summary>
/// The runtime's side of the CNI protocol for one network configuration: runs the plugins of the list in order, passes
/// each result to the next plugin, stops at the first error (CNI specification, section 3; where libcni differs from
/// the specification, this class follows libcni).
/// </summary>
/// <param name="delegates">How each plugin runs.</param>
/// <param name="limits">The deadline of the whole operation, and the maximum output size.</param>
/// <param name="beforeInput">As <see cref="DelegateCall.BeforeInput"/>.</param>
public sealed class NetworkRuntime(Delegates delegates, ChildLimits limits, Action<PluginEffect>? beforeInput = null)
{
    /// <summary>Attaches a pod; returns the result of the last plugin.</summary>
    public AttachmentResult Add(NetworkConfig network, AttachmentParameters attachment)
    {
        Check(network, attachment);
        AttachmentResult? previous = null;
        var inside = new List<string>();
        for (var index = 0; index < network.Plugins.Count; index++)
        {
            var call = Call("ADD", network, index, attachment, previous?.Json) with { RanInside = inside };
            SettleBefore(call, attachment);
            var output = Execute(call);
            previous = ReadResult(network, index, output);
        }

        return previous! with { BuiltIn = [.. inside.Distinct()] };
    }

    // A program may use the addresses of the preceding plugins.
    private void SettleBefore(DelegateCall call, AttachmentParameters attachment)
    {
        if (call.Index > 0 && delegates.Of(call.Plugin.Type).IsProgram(call, out _))
        {
            delegates.Settle(attachment.IfName);
        }
    }

    /// <summary>Detaches a pod: runs every plugin of the list in reverse, each with the final result of ADD.</summary>
    public void Delete(NetworkConfig network, AttachmentParameters attachment, JsonElement? result)
    {
        for (var index = network.Plugins.Count - 1; index >= 0; index--)
        {
            Detach(network, index, attachment, ResultAtDelete(network, result));
        }
    }

    /// <summary>
    /// Whether the pod's interface may be removed before DEL: DEL would do it first, and no plugin of the list needs
    /// it.
    /// </summary>
    public bool MayRemoveFirst(NetworkConfig network, AttachmentParameters attachment, JsonElement? result)
    {
        var isRemoved = false;
        for (var index = 0; index < network.Plugins.Count; index++)
        {
            var call = Call("DEL", network, index, attachment, ResultAtDelete(network, result));
            var use = delegates.Of(call.Plugin.Type).AtDelete(call);
            if (use == LinkUse.Needed)
            {
                return false;
            }

            isRemoved |= use == LinkUse.Removed;
        }

        return isRemoved;
    }

    /// <summary>
    /// Removes what a failed or interrupted ADD created: in reverse order and without a result. The loop continues
    /// after a failure, because a plugin that fails ADD often fails DEL too, and the plugins before it may have created
    /// something.
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

    /// <summary>Verifies an attachment; calls no plugin when the network disables CHECK.</summary>
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

    /// <summary>Asks every plugin whether it can serve ADD; skipped for lists below version 1.1.0.</summary>
    public void Status(NetworkConfig network)
    {
        for (var index = 0; index < network.Plugins.Count && CniVersions.AtLeast(network.CniVersion, "1.1.0"); index++)
        {
            Execute(Call("STATUS", network, index, null, null));
        }
    }

    /// <summary>
    /// Lets every plugin free the resources of attachments that are not in <paramref name="valid"/>; failures are
    /// collected.
    /// </summary>
    public void CollectGarbage(NetworkConfig network, JsonElement valid)
    {
        if (network.DisableGc || !CniVersions.AtLeast(network.CniVersion, "1.1.0"))
        {
            return;
        }

        // The specification renamed the key; as in libcni, plugins get both the old and the new one.
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

    private static JsonElement? ResultAtDelete(NetworkConfig network, JsonElement? result) =>
        CniVersions.AtLeast(network.CniVersion, "0.4.0") ? result : null;

    private static void Check(NetworkConfig network, AttachmentParameters attachment)
    {
        if (!ContainerId.IsValid(attachment.ContainerId))
        {
            throw new CniException(
                CniErrorCode.InvalidEnvironment, $"invalid container id '{Quote.Short(attachment.ContainerId)}'");
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
            // The plugin stopped before it freed its addresses.
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
        if (PluginCall.IsBlank(output))
        {
            // As libcni, for every version; the other commands may print nothing.
            throw new CniException(
                CniErrorCode.DecodingFailure,
                $"plugin '{type}' ended with status 0, but printed no result",
                $"for ADD a plugin prints at least {{\"cniVersion\": \"{network.CniVersion}\"}}: repair or replace the "
                + $"plugin '{type}'");
        }

        if (CniError.TryParse(output) is { } error)
        {
            throw new CniException(
                error.Code,
                $"plugin '{type}' ended with status 0, but printed an error: {network.Hidden.Cover(error.Message)}",
                $"repair or replace the plugin '{type}', which must end with a status other than 0 when it fails");
        }

        try
        {
            return AttachmentResult.Read(output, network.CniVersion, type);
        }
        catch (ContractException failure)
        {
            throw new CniException(
                CniErrorCode.DecodingFailure,
                $"plugin '{type}' succeeded but printed no valid result: {network.Hidden.Cover(failure.Message)}");
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
            var error = Explain(type, call.Command, failure.Error);
            throw new CniException(call.Network.Hidden.Cover(error), failure);
        }
    }

    // An error of our own, for example that the plugin is not installed, names the plugin already.
    private static CniError Explain(string type, string command, CniError error) =>
        error.Message.StartsWith($"plugin '{type}'", StringComparison.Ordinal) ? error : error with
        {
            Message = $"plugin '{type}' failed ({command}): {error.Message}",
            Details = string.IsNullOrEmpty(error.Details) ? null : CniError.PluginDetails + error.Details,
        };
}
