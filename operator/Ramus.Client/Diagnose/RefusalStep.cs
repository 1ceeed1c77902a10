using Ramus.Contract.Admission;

namespace Ramus.Client.Diagnose;

/// <summary>The step about a pod that does not exist, perhaps because it was refused.</summary>
internal static class RefusalStep
{
    private const string Name = "admission";

    public static DiagnosisStep Of(PodFacts facts)
    {
        // The event is about the owner of the refused pods: a ReplicaSet, a StatefulSet, a Job or a DaemonSet.
        var refusals = facts.Refusals.Where(one => IsOwner(one.Object, facts.Key.Name)).ToList();
        var refusal = (refusals.Count > 0 ? refusals : [.. facts.Refusals]).LastOrDefault();
        if (refusal is null)
        {
            return DiagnosisStep.Bad(
                Name, $"there is no pod {facts.Key}, and no event about pods that were refused",
                "check the name and the namespace: `kubectl ramus get pods -A`");
        }

        if (refusal.Message.Contains("failed calling webhook", StringComparison.Ordinal)
            && refusal.Message.Contains(WebhookNames.Pods, StringComparison.Ordinal))
        {
            return DiagnosisStep.Bad(
                Name, $"no pod of {refusal.Object} is created, because the webhook does not answer: {refusal.Message}",
                "look at the webhook: `kubectl -n ramus-system get pods`, and the logs of deployment/ramus-webhook",
                "nothing-is-created-failed-calling-webhook-podswebhookramusdev");
        }

        return DiagnosisStep.Bad(
            Name, $"the webhook refuses the pods of {refusal.Object}: {After(refusal.Message)}",
            "correct the pod template as the message says",
            "the-pod-is-refused-admission-webhook-podswebhookramusdev-denied-the-request");
    }

    private static bool IsOwner(string owner, string pod) =>
        pod == owner || pod.StartsWith(owner, StringComparison.Ordinal)
        || owner.StartsWith(pod, StringComparison.Ordinal);

    private static string After(string message)
    {
        const string mark = "denied the request: ";
        var at = message.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? message : message[(at + mark.Length)..];
    }
}
