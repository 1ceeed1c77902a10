namespace Ramus.Client.Try.Input;

/// <summary>What the user asked of `kubectl-ramus try`.</summary>
internal sealed record TryOptions
{
    /// <summary>Manifests: files, or directories of them.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Pods to run, as "name" or "namespace/name"; all when empty.</summary>
    public IReadOnlyList<string> Pods { get; init; } = [];

    /// <summary>CNI configuration of the default network.</summary>
    public string? DefaultNetwork { get; init; }

    /// <summary>A configuration that calls ramus itself, in place of the one that the node agent makes.</summary>
    public string? NodeConf { get; init; }

    /// <summary>Configuration files of networks that have none in their manifest.</summary>
    public IReadOnlyList<string> NetworkFiles { get; init; } = [];

    /// <summary>Where CNI plugins are; they come before the usual directories.</summary>
    public IReadOnlyList<string> PluginDirs { get; init; } = [];

    /// <summary>The plugin `ramus`; found by itself when null.</summary>
    public string? Ramus { get; init; }

    /// <summary>Devices of the scratch node by resource name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Devices { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    public IReadOnlyDictionary<string, string> NodeLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>JSON in place of the table.</summary>
    public bool AsJson { get; init; }

    /// <summary>Hold the scratch node until the user has seen enough.</summary>
    public bool Keep { get; init; }
}
