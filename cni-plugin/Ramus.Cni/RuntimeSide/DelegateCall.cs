using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Linux.Processes;

namespace Ramus.Cni.RuntimeSide;

/// <summary>One command for one plugin of a network.</summary>
public sealed record DelegateCall
{
    /// <summary>CNI_COMMAND.</summary>
    public required string Command { get; init; }

    /// <summary>The network that contains the plugin.</summary>
    public required NetworkConfig Network { get; init; }

    /// <summary>The plugin's place in the network's list.</summary>
    public required int Index { get; init; }

    /// <summary>The attachment; null for commands without one (STATUS, GC).</summary>
    public AttachmentParameters? Attachment { get; init; }

    /// <summary>prevResult; null for none.</summary>
    public JsonElement? PreviousResult { get; init; }

    /// <summary>Additional keys of the plugin's input; each replaces the same key of the configuration.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonElement>> Extra { get; init; } = [];

    /// <summary>The deadline and the maximum output size.</summary>
    public required ChildLimits Limits { get; init; }

    /// <summary>
    /// Called before the plugin, or a plugin that it calls, can change anything of the given kind; null for none. While
    /// a program starts, about a millisecond of work costs no time.
    /// </summary>
    public Action<PluginEffect>? BeforeInput { get; init; }

    /// <summary>Collects the types of the plugins that run inside this process; null to collect none.</summary>
    public ICollection<string>? RanInside { get; init; }

    /// <summary>The plugin's own object in the network's list.</summary>
    public PluginConfig Plugin => Network.Plugins[Index];

    /// <summary>
    /// The configuration that the plugin reads from standard input. Only this method composes a configuration for a
    /// plugin. A built-in plugin reads the same text, so that it cannot see another configuration than its program.
    /// </summary>
    public byte[] Input() =>
        Network.PluginInput(Index, PreviousResult, CapabilitySelection.For(Plugin, Attachment?.CapabilityArgs), Extra);
}
