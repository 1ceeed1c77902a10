namespace Ramus.Operator.Lifecycle;

/// <summary>How the cluster is cleaned.</summary>
/// <param name="Namespace">Where Ramus is.</param>
/// <param name="Timeout">How long nodes are waited for.</param>
/// <param name="NodeCommand">What completes a node that did not answer.</param>
/// <param name="DeleteCrds">The CRDs go too.</param>
internal sealed record CleanupOptions(string Namespace, TimeSpan Timeout, string NodeCommand, bool DeleteCrds);
