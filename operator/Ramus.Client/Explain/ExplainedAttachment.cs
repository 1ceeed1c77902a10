namespace Ramus.Client.Explain;

/// <summary>A network of a pod.</summary>
/// <param name="Network">The network.</param>
/// <param name="Interface">The interface in the pod.</param>
/// <param name="Addresses">The addresses that the pod got, or that it requests.</param>
/// <param name="SelectedBy">The annotation, the label or the rule that selects the network.</param>
/// <param name="DefinedBy">Where the network is defined, with its plugins.</param>
internal sealed record ExplainedAttachment(
    string Network, string Interface, IReadOnlyList<string> Addresses, string SelectedBy, string DefinedBy);
