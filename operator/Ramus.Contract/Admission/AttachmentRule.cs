using Ramus.Contract.Policy;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Admission;

/// <summary>Networks for the pods of some namespaces, or for those of them with certain labels.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Namespaces">The pods' namespaces, as patterns.</param>
/// <param name="PodSelector">Which of their pods; null: all.</param>
/// <param name="Networks">The networks, as in a pod's annotation.</param>
public sealed record AttachmentRule(
    string Name, IReadOnlyList<string> Namespaces, LabelSelector? PodSelector, string Networks)
{
    /// <summary>Whether the rule is for a pod of this namespace with these labels.</summary>
    public bool Matches(string podNamespace, IReadOnlyDictionary<string, string> labels) =>
        NamePattern.MatchesAny(Namespaces, podNamespace) && (PodSelector is null || PodSelector.Matches(labels));
}
