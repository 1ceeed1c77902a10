namespace Ramus.Client.Explain;

/// <summary>What a pod gets or will get, with the reason for each part.</summary>
/// <param name="Subject">The pod.</param>
/// <param name="Networks">The networks, in the order of their attachment.</param>
/// <param name="Requirements">What the pod needs because of its networks.</param>
/// <param name="Notes">The parts that were not examined, and the reasons that prevent the attachment.</param>
internal sealed record Explanation(
    string Subject, IReadOnlyList<ExplainedAttachment> Networks, IReadOnlyList<ExplainedRequirement> Requirements,
    IReadOnlyList<string> Notes)
{
    /// <summary>Why the webhook and the node refuse the pod; null when they do not.</summary>
    public string? Refusal { get; init; }
}
