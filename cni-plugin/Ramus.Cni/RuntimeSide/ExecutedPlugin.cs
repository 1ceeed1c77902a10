namespace Ramus.Cni.RuntimeSide;

/// <summary>A plugin that is a program in a directory of CNI_PATH.</summary>
internal sealed class ExecutedPlugin(string type, PluginPath plugins) : IDelegate
{
    /// <inheritdoc/>
    public void RequireInstalled(DelegateCall call) => plugins.Find(type);

    /// <inheritdoc/>
    public bool IsProgram(DelegateCall call, out string? unknown)
    {
        unknown = null;
        return true;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Execute(DelegateCall call) => PluginCall.Execute(
        plugins.Find(type), call.Command, call.Attachment, plugins, call.Input(), call.Limits,
        () => call.BeforeInput?.Invoke(PluginEffect.Program), call.Network.Hidden);

    /// <inheritdoc/>
    public LinkUse AtDelete(DelegateCall call) => LinkUse.Needed;
}
