using Ramus.Attachers.Calls;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Attachers;

/// <summary>
/// A built-in plugin. A configuration with a key or a value that it does not know goes to the program of the same type,
/// so that no part of a configuration is ignored.
/// </summary>
/// <param name="plugin">The plugin.</param>
/// <param name="delegates">How other plugins run.</param>
/// <param name="shared">The objects that the commands for a pod share; null when they share none.</param>
internal sealed class BuiltInDelegate(IBuiltInPlugin plugin, Delegates delegates, SharedObjects? shared) : IDelegate
{
    /// <inheritdoc/>
    public void RequireInstalled(DelegateCall call)
    {
        if (IsProgram(call, out var unknown))
        {
            RequireProgram(call, unknown!);
        }
    }

    /// <inheritdoc/>
    public bool IsProgram(DelegateCall call, out string? unknown)
    {
        unknown = TryFindUnknown(call);
        return unknown is not null;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Execute(DelegateCall call)
    {
        try
        {
            var request = PluginRequest.Read(call, delegates) with { Shared = shared };
            if (plugin.WhyUnknown(request.Config) is { } unknown)
            {
                RequireProgram(call, unknown);
                return delegates.Executed(plugin.Type).Execute(call);
            }

            RequireVersion(request);
            call.BeforeInput?.Invoke(plugin.Effect);
            call.RanInside?.Add(plugin.Type);
            return Execute(request);
        }
        catch (Exception failure) when (failure is ContractException or IOException or UnauthorizedAccessException)
        {
            throw PluginFailure.Of(failure.Message, failure);
        }
    }

    /// <inheritdoc/>
    public LinkUse AtDelete(DelegateCall call)
    {
        try
        {
            var request = PluginRequest.Read(call, delegates);
            return plugin.WhyUnknown(request.Config) is null ? plugin.AtDelete(request) : LinkUse.Needed;
        }
        catch (Exception failure) when (failure is ContractException or CniException or IOException)
        {
            // DEL reports the mistake.
            return LinkUse.Needed;
        }
    }

    private ReadOnlyMemory<byte> Execute(PluginRequest request)
    {
        switch (request.Call.Command)
        {
            case "ADD":
                return Print(request, plugin.Add(request));
            case "DEL":
                plugin.Delete(request);
                return default;
            case "CHECK":
                plugin.Check(request);
                return default;
            case "STATUS":
                plugin.Status(request);
                return default;
            default:
                // GC: no plugin keeps anything that DEL does not remove. The standard plugins do nothing either.
                return default;
        }
    }

    // The oldest versions cannot express a result without addresses.
    private ReadOnlyMemory<byte> Print(PluginRequest request, CniResult result)
    {
        try
        {
            return result.ToJson(request.CniVersion);
        }
        catch (ContractException)
        {
            plugin.Delete(request);
            throw;
        }
    }

    // A value of the wrong type is reported when the plugin runs.
    private string? TryFindUnknown(DelegateCall call)
    {
        try
        {
            return plugin.WhyUnknown(PluginRequest.Read(call, delegates).Config);
        }
        catch (ContractException)
        {
            return null;
        }
    }

    private void RequireVersion(PluginRequest request)
    {
        // ADD refuses an older version, so DEL has nothing to remove and no reason to fail.
        if (request.Call.Command != "DEL" && !CniVersions.AtLeast(request.CniVersion, plugin.OldestVersion))
        {
            throw new CniException(
                CniErrorCode.IncompatibleVersion,
                $"incompatible CNI versions: the network has {request.CniVersion}, but plugin '{plugin.Type}' needs at "
                + $"least {plugin.OldestVersion}");
        }
    }

    private void RequireProgram(DelegateCall call, string unknown)
    {
        try
        {
            delegates.Executed(plugin.Type).RequireInstalled(call);
        }
        catch (CniException failure)
        {
            throw new CniException(
                CniErrorCode.UnsupportedField,
                $"the built-in plugin '{plugin.Type}' does not know {unknown}, and {failure.Error.Message}",
                $"install the CNI plugin '{plugin.Type}', or remove {unknown} from the network",
                failure);
        }
    }
}
