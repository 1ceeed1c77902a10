using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Validation;
using Ramus.Validation.Pods;

namespace Ramus.Client.Diagnose;

/// <summary>Finds out why a pod does not have the networks that it should have. Pure.</summary>
internal static class PodDiagnosis
{
    private const string MultusNamespace = "kube-system";
    private const string OnlyEth0 = "the-pod-runs-but-has-only-eth0";

    public static Diagnosis Of(PodFacts facts)
    {
        var subject = $"pod {facts.Key}";
        return facts.Pod is { } pod
            ? new Diagnosis(subject, [.. Steps(facts, pod)])
            : new Diagnosis(subject, [RefusalStep.Of(facts)]);
    }

    private static IEnumerable<DiagnosisStep> Steps(PodFacts facts, JsonElement pod)
    {
        var (annotation, selected) = ReadAnnotation(facts, pod);
        yield return annotation;
        if (selected is not { Count: > 0 })
        {
            yield break;
        }

        if (SelectionConflicts.Refuse(selected) is { } conflict)
        {
            yield return DiagnosisStep.Bad("annotation", conflict, "correct the annotation, and recreate the pod");
        }

        if (pod.FlagAt("spec", "hostNetwork"))
        {
            yield return DiagnosisStep.Bad(
                "host network", $"the pod {PodSentences.HostNetwork}", "remove hostNetwork, and recreate the pod",
                OnlyEth0);
        }

        yield return NetworkSteps.Existence(facts, selected);
        yield return NetworkSteps.Validity(facts, selected);
        yield return SchedulingStep.Of(facts, pod, selected);
        if (pod.TextAt("spec", "nodeName") is not { Length: > 0 } node)
        {
            yield break;
        }

        yield return AttachmentSteps.Ending(facts, pod);
        yield return AttachmentSteps.Sandbox(facts, pod);
        yield return AgentStep.Of(facts, node);
        yield return NetworkSteps.OnNode(facts, selected, node);
        yield return AttachmentSteps.Status(facts, pod, selected);
        yield return AttachmentSteps.Generations(facts, pod);
    }

    private static (DiagnosisStep Step, IReadOnlyList<RequestedNetwork>? Selected) ReadAnnotation(
        PodFacts facts, JsonElement pod)
    {
        const string name = "annotation";
        var annotations = pod.TextMapAt("metadata", "annotations");
        try
        {
            var selected = PodNetworks.Read(
                annotations.GetValueOrDefault(Annotations.Networks),
                annotations.GetValueOrDefault(Annotations.DefaultNetwork),
                facts.Key.Namespace, MultusNamespace);
            return selected is { Count: > 0 }
                ? (DiagnosisStep.Good(name, "selects " + string.Join(", ", selected.Select(static one => one.Key))),
                    selected)
                : (WithoutAnnotation(facts, annotations.Keys), null);
        }
        catch (ContractException e)
        {
            return (DiagnosisStep.Bad(name, e.Message, "correct the annotation, and recreate the pod"), null);
        }
    }

    private static DiagnosisStep WithoutAnnotation(PodFacts facts, IEnumerable<string> keys)
    {
        const string name = "annotation";
        if (MisspeltAnnotations.OnPod(keys).FirstOrDefault() is { } misspelt)
        {
            return DiagnosisStep.Bad(name, misspelt, "correct the annotation, and recreate the pod", OnlyEth0);
        }

        // The outermost owner first: a Deployment copies its annotations to its ReplicaSets.
        foreach (var owner in facts.Owners.Reverse())
        {
            var kind = owner.TextAt("kind") ?? "";
            var sentence = MisspeltAnnotations.OnWorkload(
                owner.TextMapAt("metadata", "annotations").Keys, Workload.LikeKind(kind)).FirstOrDefault();
            if (sentence is not null)
            {
                return DiagnosisStep.Bad(
                    name, $"the pod selects no networks; on its {kind} {owner.TextAt("metadata", "name")}: {sentence}",
                    $"move the annotation into the pod template of the {kind}", OnlyEth0);
            }
        }

        return DiagnosisStep.Bad(
            name, "the pod selects no networks: it has no annotation " + Annotations.Networks,
            $"annotate the pod, or the pod template of its owner, with {Annotations.Networks}, and recreate the pod",
            OnlyEth0);
    }

    private static bool FlagAt(this JsonElement element, string first, string second) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(first, out var inner)
        && inner.ValueKind == JsonValueKind.Object && inner.TryGetProperty(second, out var flag)
        && flag.ValueKind == JsonValueKind.True;
}
