namespace Ramus.Operator.Lifecycle;

/// <summary>How Ramus is removed from the cluster.</summary>
/// <param name="Namespace">The namespace of Ramus.</param>
/// <param name="Timeout">How long to wait for the nodes to be cleaned.</param>
/// <param name="NodeCommand">The command that cleans a node by hand; printed for nodes that did not answer.</param>
/// <param name="DeleteCrds">Whether to delete the CRDs too.</param>
internal sealed record CleanupOptions(string Namespace, TimeSpan Timeout, string NodeCommand, bool DeleteCrds)
{
    /// <summary>Whether the operator has labelled nodes, so that the labels are removed.</summary>
    public bool RemoveNodeLabels { get; init; }
}
