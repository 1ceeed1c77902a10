using Ramus.Contract.Admission;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Webhook.Pods;

/// <summary>The annotations that a pod is going to have: its own, and what the settings inject into it.</summary>
/// <param name="Networks">The networks; null without any.</param>
/// <param name="DefaultNetwork">The network in the default network's place; null without.</param>
/// <param name="Added">What is injected, in the order of the keys.</param>
/// <param name="Warnings">What of it could not be as the settings say.</param>
internal sealed record PodAnnotations(
    string? Networks, string? DefaultNetwork, IReadOnlyDictionary<string, string> Added, IReadOnlyList<string> Warnings)
{
    private static readonly Dictionary<string, string> NoTexts = [];

    /// <exception cref="ContractException">The pod's own list breaks the grammar.</exception>
    public static PodAnnotations Of(PodJson pod, string podNamespace, InjectionSettings settings)
    {
        var own = pod.Annotation(Annotations.Networks);
        var ownDefault = pod.Annotation(Annotations.DefaultNetwork);
        if (settings.Injections.Count == 0 && settings.Attachments.Count == 0)
        {
            return new PodAnnotations(own, ownDefault, NoTexts, []);
        }

        var labels = pod.Labels;
        var injections = settings.Injections
            .Where(injection => labels.GetValueOrDefault(injection.Label) == "true").ToList();
        var lists = injections.Select(injection => injection.Annotations.GetValueOrDefault(Annotations.Networks))
            .OfType<string>()
            .Concat(settings.Attachments.Where(rule => rule.Matches(podNamespace, labels)).Select(
                rule => rule.Networks))
            .ToList();
        var (added, warnings) = Others(pod, injections);
        var networks = lists.Count == 0 ? own : Merge(own, lists, podNamespace, settings.ReplacesNetworks);
        if (networks != own)
        {
            added[Annotations.Networks] = networks!;
        }

        return new PodAnnotations(
            networks, ownDefault ?? added.GetValueOrDefault(Annotations.DefaultNetwork), added, warnings);
    }

    /// <summary>
    /// The pod's own list comes first, then what it lacks of each injected list: a network that is there already is
    /// not attached once more, so merging again changes nothing.
    /// </summary>
    private static string Merge(string? own, List<string> lists, string podNamespace, bool replaces)
    {
        var mine = AnnotationEntry.Read(own ?? "", podNamespace, Annotations.Networks);
        var merged = replaces ? [] : mine.ToList();
        foreach (var list in lists)
        {
            var present = merged.CountBy(network => network.Key).ToDictionary();
            foreach (var network in AnnotationEntry.Read(list, podNamespace, "of the settings"))
            {
                var left = present.GetValueOrDefault(network.Key);
                present[network.Key] = left - 1;
                if (left <= 0)
                {
                    merged.Add(network);
                }
            }
        }

        return merged.SequenceEqual(mine) ? own ?? "" : AnnotationEntry.Write(merged);
    }

    private static (SortedDictionary<string, string> Added, List<string> Warnings) Others(
        PodJson pod, List<LabelInjection> injections)
    {
        var added = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var warnings = new List<string>();
        foreach (var injection in injections)
        {
            foreach (var (key, value) in injection.Annotations.Where(a => a.Key != Annotations.Networks))
            {
                if (pod.Annotation(key) is null && !added.TryAdd(key, value) && added[key] != value)
                {
                    warnings.Add(
                        $"the injection for label {injection.Label} wants another value of annotation {key} than one "
                        + "before it, which stays");
                }
            }
        }

        return (added, warnings);
    }
}
