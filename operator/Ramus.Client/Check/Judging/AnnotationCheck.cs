using Ramus.Client.Check.Findings;
using Ramus.Client.Manifests;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Validation;
using Ramus.Validation.Json;

namespace Ramus.Client.Check.Judging;

/// <summary>The rules for the annotations of an object.</summary>
internal static class AnnotationCheck
{
    private const string Key = "annotations";

    // Further keys of an object are not compared with the known keys.
    private const int MostKeys = 1000;

    /// <summary>Checks the types and the keys of the annotations, and the keys of the labels.</summary>
    /// <param name="subject">The object's name in messages.</param>
    /// <param name="path">The path of the object that has the metadata; empty for the object itself.</param>
    /// <param name="value">The object that has the metadata.</param>
    /// <param name="misspelt">Returns the sentences about keys.</param>
    /// <param name="findings">The findings.</param>
    public static void Check(
        string subject, string path, ManifestValue value, Func<IEnumerable<string>, IEnumerable<string>> misspelt,
        FindingList findings)
    {
        var prefix = path.Length == 0 ? "metadata" : $"{path}.metadata";
        var spelt = 0;
        foreach (var annotation in value.At("metadata", "annotations")?.MembersOrNone ?? [])
        {
            var at = $"{prefix}.annotations['{Quote.Short(annotation.Key)}']";
            if (annotation.Value is { IsNull: false, Text: null })
            {
                findings.Add(
                    CheckRules.AnnotationText, annotation.Value.Place, subject, at,
                    $"annotation {Quote.Short(annotation.Key)} is not a string; put its value in quotes");
            }

            foreach (var sentence in spelt++ < MostKeys ? misspelt([annotation.Key]) : [])
            {
                findings.Add(CheckRules.AnnotationMisspelt, annotation.Place, subject, at, sentence);
            }
        }

        CheckOutside(subject, path, value, $"{prefix}.{Key}", findings);
        foreach (var label in value.At("metadata", "labels")?.MembersOrNone ?? [])
        {
            foreach (var sentence in MisspeltAnnotations.OnLabels(key => key == label.Key, $"{prefix}.{Key}"))
            {
                findings.Add(
                    CheckRules.AnnotationLabel, label.Place, subject, $"{prefix}.labels['{label.Key}']", sentence);
            }
        }
    }

    // Finds Ramus' annotations in a mapping whose name is almost right, or that is in the wrong place.
    private static void CheckOutside(
        string subject, string path, ManifestValue value, string target, FindingList findings)
    {
        foreach (var parent in (string[])["", "metadata", "spec"])
        {
            var members = parent.Length == 0 ? value.MembersOrNone : value.At(parent)?.MembersOrNone ?? [];
            foreach (var member in members.Where(member => IsLikeAnnotations(parent, member.Key)))
            {
                var at = string.Join('.', ((string[])[path, parent, member.Key]).Where(static key => key.Length > 0));
                foreach (var key in member.Value.MembersOrNone
                    .Where(static one => MisspeltAnnotations.IsSettable(one.Key)))
                {
                    findings.Add(
                        CheckRules.AnnotationOutside, key.Place, subject, $"{at}['{key.Key}']",
                        $"annotation {key.Key} has no effect in {at}; move it to {target}");
                }
            }
        }
    }

    private static bool IsLikeAnnotations(string parent, string key) =>
        Spelling.Nearest(key, [Key]) is not null && (parent, key) != ("metadata", Key);

    /// <summary>Checks the annotations of an object that creates pods.</summary>
    public static void CheckOwner(PodTemplate pod, string subject, FindingList findings)
    {
        var workload = Workload.LikeKind(pod.Owner.Kind);
        CheckOutside(subject, "", pod.Owner.Value, workload.AnnotationsPath, findings);
        CheckOuter(
            pod.Annotation, pod.Owner.Annotations, "metadata",
            key => MisspeltAnnotations.OnWorkload([key], workload), subject, findings);
        if (workload.Outer.Count > 0)
        {
            CheckOuter(
                pod.Annotation, pod.Owner.Value.At([.. workload.Outer, "metadata", "annotations"]),
                $"{string.Join('.', workload.Outer)}.metadata",
                key => MisspeltAnnotations.OnOuterTemplate([key], workload), subject, findings);
        }
    }

    /// <summary>
    /// Checks the annotations of an object of another program that has a template without containers, such as a
    /// VirtualMachine of KubeVirt: its pods get the annotations of the template only.
    /// </summary>
    public static void CheckOther(ManifestObject one, FindingList findings)
    {
        var workload = Workload.LikeKind(one.Kind);
        if (one.Value.At([.. workload.TemplatePath]) is not { IsMapping: true } template)
        {
            return;
        }

        CheckOuter(
            key => template.At("metadata", "annotations", key)?.Text, one.Annotations, "metadata",
            key => MisspeltAnnotations.OnWorkload([key], workload), Subject.Of(one), findings);
    }

    private static void CheckOuter(
        Func<string, string?> ofPod, ManifestValue? annotations, string prefix,
        Func<string, IEnumerable<string>> misplaced, string subject, FindingList findings)
    {
        foreach (var annotation in (annotations?.MembersOrNone ?? []).Take(MostKeys))
        {
            var isKnown = MisspeltAnnotations.IsSettableOnPod(annotation.Key);
            foreach (var sentence in misplaced(annotation.Key))
            {
                if (!isKnown || ofPod(annotation.Key) is null)
                {
                    findings.Add(
                        isKnown ? CheckRules.AnnotationPlace : CheckRules.AnnotationMisspelt, annotation.Place,
                        subject, $"{prefix}.annotations['{Quote.Short(annotation.Key)}']", sentence);
                }
            }
        }
    }
}
