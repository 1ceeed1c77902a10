namespace Ramus.Contract.Network;

/// <summary>One condition of a network.</summary>
/// <param name="Type">The condition's type, one of the constants.</param>
/// <param name="Status">True, False or Unknown.</param>
/// <param name="Reason">One machine-readable word.</param>
/// <param name="Message">A human-readable sentence.</param>
public sealed record StatusCondition(string Type, string Status, string Reason, string Message)
{
    /// <summary>Whether the network passes the validation rules.</summary>
    public const string Valid = "Valid";

    /// <summary>Whether the nodes can run the network.</summary>
    public const string Rendered = "Rendered";

    /// <summary>Whether pods are attached to the network.</summary>
    public const string InUse = "InUse";

    /// <summary>Reason of <see cref="Valid"/>: the network violates only the cluster's policy.</summary>
    public const string Forbidden = "Forbidden";

    /// <summary>
    /// Reason of <see cref="Rendered"/>: nodes that the network's node selector matches cannot run it.
    /// </summary>
    public const string NodesFailed = "NodesFailed";

    /// <summary>Every condition that the operator writes, as type, status and reason.</summary>
    public static IReadOnlyList<(string Type, string Status, string Reason)> Known { get; } =
    [
        (Valid, "True", "Valid"), (Valid, "False", Forbidden), (Valid, "False", "Invalid"),
        (Rendered, "True", "AllNodes"), (Rendered, "False", NodesFailed), (Rendered, "False", "Invalid"),
        (Rendered, "Unknown", "NoNodes"), (Rendered, "Unknown", "Pending"),
        (InUse, "True", "PodsAttached"), (InUse, "True", "PodsOutdated"), (InUse, "False", "NotUsed"),
        (InUse, "Unknown", "PodsNotCounted"),
    ];

    /// <summary>The last transition time, in the API server's format; "" = the status is new.</summary>
    public string Since { get; init; } = "";
}
