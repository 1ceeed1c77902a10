using Ramus.Cni;
using Ramus.Plugin.Commands;
using Ramus.Plugin.Settings;

namespace Ramus.Plugin;

/// <summary>The meta plugin: each command in one class, all of them driven by the configuration on standard input.</summary>
public sealed class RamusPlugin : ICniPlugin
{
    /// <inheritdoc/>
    public string About => "ramus attaches a pod to its default network and to the networks its annotation names (CNI plugin)";

    /// <inheritdoc/>
    public byte[] Add(CniRequest request) => new AddCommand(request, PluginSettings.Read(request)).Run();

    /// <inheritdoc/>
    public void Delete(CniRequest request) => new DeleteCommand(request, PluginSettings.Read(request)).Run();

    /// <inheritdoc/>
    public void Check(CniRequest request) => new CheckCommand(request, PluginSettings.Read(request)).Run();

    /// <inheritdoc/>
    public void CollectGarbage(CniRequest request) => new CollectGarbageCommand(request, PluginSettings.Read(request)).Run();

    /// <inheritdoc/>
    public void Status(CniRequest request) => new StatusCommand(PluginSettings.Read(request)).Run();
}
