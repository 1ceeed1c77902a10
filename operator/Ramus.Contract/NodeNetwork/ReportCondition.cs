namespace Ramus.Contract.NodeNetwork;

/// <summary>A condition of the node: <c>Ready</c> or <c>DefaultNetworkReady</c>.</summary>
/// <param name="Type">The condition's type.</param>
/// <param name="IsTrue">The condition's status, True or False.</param>
/// <param name="Reason">One machine-readable word.</param>
/// <param name="Message">A human-readable sentence.</param>
public sealed record ReportCondition(string Type, bool IsTrue, string Reason, string Message)
{
    /// <summary>The condition that says whether the node's agent works.</summary>
    public const string Ready = "Ready";

    /// <summary>The condition that says whether the node's default network is the one that the runtime uses.</summary>
    public const string DefaultNetworkReady = "DefaultNetworkReady";

    /// <summary>Every condition that the agent writes, as type and reason.</summary>
    public static IReadOnlyList<(string Type, string Reason)> Known { get; } =
    [
        (Ready, "AllWell"), (Ready, "PluginNotInstalled"), (Ready, "NetworksNotListed"),
        (Ready, "DefaultNetworkNotReady"),
        (DefaultNetworkReady, "InForce"), (DefaultNetworkReady, "NotReady"),
    ];

    /// <summary>The last transition time, in whole seconds; null when it is not known yet.</summary>
    public DateTimeOffset? Since { get; init; }
}
