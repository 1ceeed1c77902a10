using Ramus.Client.Check.Findings;
using Ramus.Client.Manifests;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Validation;
using Ramus.Validation.Pods;
using Ramus.Validation.Rules;

namespace Ramus.Client.Check.Judging;

/// <summary>The rules for one pod: those of the webhook, as far as they need no cluster.</summary>
/// <param name="podNamespace">The namespace of objects without one.</param>
/// <param name="findings">The findings.</param>
internal sealed class PodCheck(string podNamespace, FindingList findings)
{
    private const string MultusNamespace = "kube-system";

    /// <summary>Checks a pod; null when it gets no networks, or its annotations cannot be read.</summary>
    public CheckedPod? Check(PodTemplate pod)
    {
        var subject = Subject.Of(pod.Owner);
        AnnotationCheck.Check(subject, pod.Path, pod.Value, MisspeltAnnotations.OnPod, findings);
        if (pod.Path.Length > 0)
        {
            AnnotationCheck.CheckOwner(pod, subject, findings);
        }

        var one = new CheckedPod(pod, subject, []);
        CheckStatus(one);
        CheckTarget(one);
        return Read(one) is { Count: > 0 } selected ? CheckSelected(one with { Selected = selected }) : null;
    }

    // A pod that was read from a cluster has its status.
    private void CheckStatus(CheckedPod one)
    {
        var isNew = one.Pod.Owner.Value.At("metadata", "uid") is null;
        foreach (var key in Annotations.OfAttachedPods.Where(key => isNew
            && !string.IsNullOrEmpty(one.Pod.Annotation(key))))
        {
            Add(CheckRules.PodStatus, one, key, PodSentences.Forged(key));
        }
    }

    private void CheckTarget(CheckedPod one)
    {
        if (one.Pod.Annotation(Annotations.TargetContainer) is not { Length: > 0 } target)
        {
            return;
        }

        // An init container that always restarts is a sidecar.
        var running = Names(one.Pod.Containers).Concat(Names(one.Pod.InitContainers.Where(IsSidecar))).ToList();
        if (!running.Contains(target))
        {
            Add(
                CheckRules.PodTarget, one, Annotations.TargetContainer,
                PodSentences.WrongTarget(target, running, Names(one.Pod.InitContainers)));
        }
    }

    private IReadOnlyList<RequestedNetwork>? Read(CheckedPod one)
    {
        try
        {
            return PodNetworks.Read(
                one.Pod.Annotation(Annotations.Networks), one.Pod.Annotation(Annotations.DefaultNetwork),
                one.Pod.Owner.Namespace ?? podNamespace, MultusNamespace);
        }
        catch (ContractException e)
        {
            var annotation = e.Message.Contains(Annotations.DefaultNetwork)
                ? Annotations.DefaultNetwork
                : Annotations.Networks;
            var value = one.Pod.Annotations?.At(annotation);
            findings.Add(
                CheckRules.PodAnnotation,
                value is not null && e is { Line: { } line, Column: { } column }
                    ? ScalarPlace.Of(value, line, column)
                    : one.PlaceOf(annotation),
                one.Subject, one.PathOf(annotation), e.Message);
            return null;
        }
    }

    private CheckedPod CheckSelected(CheckedPod one)
    {
        var first = one.Selected[0].Annotation;
        if (SelectionConflicts.Refuse(one.Selected) is { } conflict)
        {
            Add(CheckRules.PodConflict, one, Annotations.Networks, conflict);
        }

        foreach (var sentence in SelectionConflicts.Warn(one.Selected))
        {
            Add(CheckRules.PodInterface, one, Annotations.Networks, sentence);
        }

        foreach (var sentence in PodNetworks.WarnOfUnknownKeys(
            one.Pod.Annotation(Annotations.Networks), one.Pod.Annotation(Annotations.DefaultNetwork)))
        {
            Add(CheckRules.PodKey, one, first, sentence);
        }

        if (one.Pod.IsHostNetwork)
        {
            Add(CheckRules.PodHostNetwork, one, first, $"the pod {PodSentences.HostNetwork}");
        }

        return one;
    }

    private void Add(Rule rule, CheckedPod one, string annotation, string message) =>
        findings.Add(rule, one.PlaceOf(annotation), one.Subject, one.PathOf(annotation), message);

    private static bool IsSidecar(ManifestValue container) => container.At("restartPolicy")?.Text == "Always";

    private static IEnumerable<string> Names(IEnumerable<ManifestValue> containers) =>
        containers.Select(static container => container.At("name")?.Text).OfType<string>();
}
