using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Validation.Json;

namespace Ramus.Validation;

/// <summary>
/// Finds annotations of a pod or of a network that have no effect, because their key is misspelt or belongs on another
/// object. Keys of other programs are not reported.
/// </summary>
public static class MisspeltAnnotations
{
    private const int Most = 5;

    // An object can have tens of thousands of keys, and each one is compared with every known key.
    private const int MostKeys = 200;

    // A misspelt key usually still contains one of these parts of the domains.
    private static readonly string[] Signs = ["cncf", "multus", "ramus.dev"];

    private static readonly string[] OfUsers =
        [Annotations.Networks, Annotations.DefaultNetwork, Annotations.TargetContainer, Annotations.PodInfo];

    private static readonly string[] OfPods =
        [.. OfUsers, Annotations.InjectedResources, .. Annotations.OfAttachedPods];

    private static readonly string[] OfNetworks = [.. Annotations.OfNetworks];

    private static readonly string[] Settable = [.. OfUsers, .. OfNetworks];

    /// <summary>The domains of the annotations that users write, for example <c>k8s.v1.cni.cncf.io</c>.</summary>
    public static IReadOnlyList<string> Domains { get; } = [.. Settable.Select(DomainOf).Distinct()];

    /// <summary>One sentence per annotation of a pod, at most five.</summary>
    public static IEnumerable<string> OnPod(IEnumerable<string> keys) =>
        Sentences(keys, OfPods, OfNetworks, "a pod: it belongs on a network");

    /// <summary>One sentence per annotation of a network, at most five.</summary>
    public static IEnumerable<string> OnNetwork(IEnumerable<string> keys) =>
        Sentences(keys, OfNetworks, OfPods, "a network: it belongs on a pod");

    /// <summary>One sentence per label whose key is that of an annotation, at most five.</summary>
    /// <param name="isLabel">Whether a key is that of a label.</param>
    /// <param name="annotations">Where the annotations belong, for example <c>metadata.annotations</c>.</param>
    public static IEnumerable<string> OnLabels(Func<string, bool> isLabel, string annotations) =>
        Array.FindAll(Settable, key => isLabel(key)).Take(Most)
            .Select(key => $"{key} has no effect as a label; move it to {annotations}");

    /// <summary>Whether users write the annotation, on a pod or on a network.</summary>
    public static bool IsSettable(string key) => Settable.Contains(key);

    /// <summary>Whether users write the annotation on a pod.</summary>
    public static bool IsSettableOnPod(string key) => OfUsers.Contains(key);

    /// <summary>
    /// One sentence per annotation that belongs on a pod but is on the object that creates pods; at most five.
    /// </summary>
    /// <param name="keys">The keys of the object's own annotations.</param>
    /// <param name="workload">The object's kind.</param>
    public static IEnumerable<string> OnWorkload(IEnumerable<string> keys, Workload workload) =>
        Misplaced(keys, $"a {workload.Kind}", workload);

    /// <summary>
    /// One sentence per annotation that belongs on a pod but is on the template around the pod template (the Jobs of a
    /// CronJob); at most five.
    /// </summary>
    /// <param name="keys">The keys of that template's annotations.</param>
    /// <param name="workload">The object's kind.</param>
    public static IEnumerable<string> OnOuterTemplate(IEnumerable<string> keys, Workload workload) =>
        Misplaced(keys, string.Join('.', workload.Outer), workload);

    private static IEnumerable<string> Misplaced(IEnumerable<string> keys, string place, Workload workload) =>
        keys.Take(MostKeys).Select(key => Misplaced(key, place, workload)).OfType<string>().Take(Most);

    private static string? Misplaced(string key, string place, Workload workload)
    {
        var meant = Meant(key, OfPods);
        return OfPods.Contains(key) || meant is not null
            ? $"annotation {Quote.Short(key)} has no effect on {place}: move it to {workload.AnnotationsPath}"
                + (meant is null ? "" : $", as {meant}")
            : Unknown(key);
    }

    private static string? Unknown(string key) => Annotations.AreOurs(key) && !OfNetworks.Contains(key)
        ? $"annotation {Quote.Short(key)} is unknown and has no effect; remove it or correct its key"
        : null;

    // The webhook calls this for every pod, so this method uses a loop instead of a chain of iterators.
    private static List<string> Sentences(
        IEnumerable<string> keys, string[] own, string[] others, string elsewhere)
    {
        var sentences = new List<string>();
        var compared = 0;
        foreach (var key in keys)
        {
            if (own.Contains(key))
            {
                continue;
            }

            if (Sentence(key, own, others, elsewhere) is { } sentence)
            {
                sentences.Add(sentence);
            }

            if (++compared == MostKeys || sentences.Count == Most)
            {
                break;
            }
        }

        return sentences;
    }

    private static string? Sentence(string key, string[] own, string[] others, string elsewhere)
    {
        if (others.Contains(key))
        {
            return $"annotation {key} has no effect on {elsewhere}";
        }

        var shown = Quote.Short(key);
        return Meant(key, own) is { } meant ? $"annotation {shown} has no effect; did you mean {meant}?"
            : Meant(key, others) is { } other
                ? $"annotation {shown} has no effect; {other} has no effect on {elsewhere}"
            : Unknown(key);
    }

    /// <summary>The known key that is probably meant; null for a known key and for a key of another program.</summary>
    private static string? Meant(string key, string[] known)
    {
        if (known.Contains(key) || !(Signs.Any(sign => key.Contains(sign, StringComparison.OrdinalIgnoreCase))
            || Spelling.Nearest(DomainOf(key), Domains) is not null))
        {
            return null;
        }

        // The domain may be wrong in more places than the name.
        return Spelling.Nearest(key, known)
            ?? (Spelling.Nearest(NameOf(key), known.Select(NameOf)) is { } name
                ? known.First(candidate => NameOf(candidate) == name)
                : null);
    }

    private static string NameOf(string key) => key[(key.LastIndexOf('/') + 1)..];

    private static string DomainOf(string key) => key[..Math.Max(key.LastIndexOf('/'), 0)];
}
