using Ramus.Contract.NodeDisk;

namespace Ramus.Client.Try.Input;

/// <summary>The options of `kubectl-ramus try`.</summary>
internal sealed record TryOptions
{
    /// <summary>Manifests: files or directories.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The pods to run, as "name" or "namespace/name"; all pods when empty.</summary>
    public IReadOnlyList<string> Pods { get; init; } = [];

    /// <summary>CNI configuration of the default network.</summary>
    public string? DefaultNetwork { get; init; }

    /// <summary>A configuration that calls the plugin ramus, instead of the rendered one.</summary>
    public string? NodeConf { get; init; }

    /// <summary>Configuration files for networks without spec.config.</summary>
    public IReadOnlyList<string> NetworkFiles { get; init; } = [];

    /// <summary>Directories of CNI plugins, searched before the usual directories.</summary>
    public IReadOnlyList<string> PluginDirs { get; init; } = [];

    /// <summary>The path of the plugin `ramus`; null: searched.</summary>
    public string? Ramus { get; init; }

    /// <summary>Devices of the scratch node by resource name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Devices { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    public IReadOnlyDictionary<string, string> NodeLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>The plugin types that run inside the plugin, in the rendered configuration.</summary>
    public BuiltInChoice BuiltIn { get; init; } = BuiltInChoice.None;

    /// <summary>Print JSON instead of the table.</summary>
    public bool AsJson { get; init; }

    /// <summary>Show each pod's network-status in the table.</summary>
    public bool ShowStatus { get; init; }

    /// <summary>Warnings count as failures.</summary>
    public bool Strict { get; init; }

    /// <summary>Keep the scratch node until Ctrl-C.</summary>
    public bool Keep { get; init; }
}
