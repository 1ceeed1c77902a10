namespace Ramus.Node.Networks;

/// <summary>What is known of one network besides its file. Of one that simply has its file nothing is kept.</summary>
internal sealed record NetworkOnNode
{
    /// <summary>Why its definition is not rendered; null when it is, or is for other nodes.</summary>
    public string? Refusal { get; init; }

    /// <summary>The policy refused it, so that not even its last good file is there.</summary>
    public bool IsForbidden { get; init; }

    public bool IsUnselected { get; init; }

    /// <summary>What it needs, when it was rendered with this node's variables: only here is it known.</summary>
    public NodeRequirements? Requirements { get; init; }
}
