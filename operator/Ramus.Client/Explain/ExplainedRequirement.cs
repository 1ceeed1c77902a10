namespace Ramus.Client.Explain;

/// <summary>Something that a pod needs because of its networks.</summary>
/// <param name="What">The kind: device, claim, node label, node selector or avoided node.</param>
/// <param name="Value">The resource, the label or the selector.</param>
/// <param name="Because">The network and its annotation.</param>
internal sealed record ExplainedRequirement(string What, string Value, string Because);
