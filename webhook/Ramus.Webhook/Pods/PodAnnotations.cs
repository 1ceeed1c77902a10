using Ramus.Contract.Admission;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Webhook.Pods;

/// <summary>The final annotations of a pod: its own, and the injected ones.</summary>
/// <param name="Networks">The list of networks; null without one.</param>
/// <param name="DefaultNetwork">The network that replaces the default network; null without one.</param>
/// <param name="Added">The injected annotations, sorted by key.</param>
/// <param name="Warnings">Messages about injections that could not be applied.</param>
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
            .Where(injection => IsTrue(labels.GetValueOrDefault(injection.Label))).ToList();
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

    // network-resources-injector ignores the case, and the webhook's match condition does, too.
    private static bool IsTrue(string? value) => string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The pod's own list comes first, then the missing networks of each injected list. A network that is already in
    /// the list is not added again, so merging twice changes nothing.
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
                        $"the injection for label {injection.Label} was ignored for annotation {key}: an earlier "
                        + "injection sets another value");
                }
            }
        }

        return (added, warnings);
    }
}
