namespace Ramus.Cni.RuntimeSide;

/// <summary>A plugin that is a program in one of the directories of CNI_PATH.</summary>
internal sealed class ExecutedPlugin(string type, PluginPath plugins) : IDelegate
{
    /// <inheritdoc/>
    public void RequireInstalled() => plugins.Find(type);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Execute(DelegateCall call) => PluginCall.Execute(
        plugins.Find(type), call.Command, call.Attachment, plugins, call.Input(), call.Limits, call.BeforeInput);
}
