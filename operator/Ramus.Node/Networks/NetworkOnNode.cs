namespace Ramus.Node.Networks;

/// <summary>
/// The recorded facts of one network besides its file; a network that only has its file needs no record.
/// </summary>
internal sealed record NetworkOnNode
{
    // Ten thousand refused networks must not fill the agent's memory.
    private const int LongestRefusal = 512;

    /// <summary>Why its definition is not rendered; null when it is rendered or selects other nodes.</summary>
    public string? Refusal { get; init => field = value is null ? null : Shorten(value); }

    /// <summary>The policy forbids the network, so it does not even keep its last valid file.</summary>
    public bool IsForbidden { get; init; }

    public bool IsUnselected { get; init; }

    /// <summary>
    /// The needs of a network that was rendered with this node's variables, or that needs the program of a built-in
    /// plugin; only the node knows them.
    /// </summary>
    public NodeRequirements? Requirements { get; init; }

    /// <summary>The part of a reason that is kept.</summary>
    internal static string Shorten(string reason) =>
        reason.Length <= LongestRefusal ? reason : reason[..(LongestRefusal - 1)] + "…";
}
