using Ramus.Contract.Policy;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Admission;

/// <summary>
/// Networks that the webhook adds to the pods of some namespaces, optionally only to pods with certain labels.
/// </summary>
/// <param name="Name">The rule's name in messages.</param>
/// <param name="Namespaces">The pods' namespaces, as patterns.</param>
/// <param name="PodSelector">Selects pods by label; null selects all pods.</param>
/// <param name="Networks">The networks, as in a pod's annotation.</param>
public sealed record AttachmentRule(
    string Name, IReadOnlyList<string> Namespaces, LabelSelector? PodSelector, string Networks)
{
    /// <summary>Whether the rule applies to a pod of this namespace with these labels.</summary>
    public bool Matches(string podNamespace, IReadOnlyDictionary<string, string> labels) =>
        NamePattern.MatchesAny(Namespaces, podNamespace) && (PodSelector is null || PodSelector.Matches(labels));
}
