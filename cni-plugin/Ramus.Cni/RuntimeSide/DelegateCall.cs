using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Linux.Processes;

namespace Ramus.Cni.RuntimeSide;

/// <summary>One command for one plugin of a network.</summary>
public sealed record DelegateCall
{
    /// <summary>CNI_COMMAND.</summary>
    public required string Command { get; init; }

    /// <summary>The network that the plugin is a part of.</summary>
    public required NetworkConfig Network { get; init; }

    /// <summary>The plugin's place in the network's list.</summary>
    public required int Index { get; init; }

    /// <summary>The attachment; null for commands that concern none (STATUS, GC).</summary>
    public AttachmentParameters? Attachment { get; init; }

    /// <summary>prevResult; null for none.</summary>
    public JsonElement? PreviousResult { get; init; }

    /// <summary>Further keys of the plugin's input; each replaces a key of the configuration.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonElement>> Extra { get; init; } = [];

    /// <summary>The deadline, and the cap on output.</summary>
    public required ChildLimits Limits { get; init; }

    /// <summary>
    /// What must be done before the plugin can change anything; it may overlap with the plugin's start. Null for
    /// nothing.
    /// </summary>
    public Action? BeforeInput { get; init; }

    /// <summary>The plugin's own object in the network's list.</summary>
    public PluginConfig Plugin => Network.Plugins[Index];

    /// <summary>
    /// The plugin's configuration as it gets it on standard input. The only place where a configuration becomes text
    /// for a plugin: a delegate that runs inside of this process reads the model instead.
    /// </summary>
    public byte[] Input() =>
        Network.PluginInput(Index, PreviousResult, CapabilitySelection.For(Plugin, Attachment?.CapabilityArgs), Extra);
}
