namespace Ramus.Crash.Node;

/// <summary>One call of the plugin.</summary>
internal sealed record PluginRequest(string Command, string ContainerId, string Netns)
{
    /// <summary>The networks annotation.</summary>
    public string Networks { get; init; } = "";

    /// <summary>Additional members of the configuration, each followed by a comma.</summary>
    public string Extra { get; init; } = "";

    /// <summary>Standard input; null for the node's configuration.</summary>
    public string? Config { get; init; }
}
