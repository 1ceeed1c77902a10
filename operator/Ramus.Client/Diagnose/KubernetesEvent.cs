using System.Text.Json;
using Ramus.Kubernetes.Client;

namespace Ramus.Client.Diagnose;

/// <summary>An event of the cluster.</summary>
/// <param name="Reason">One word, for example FailedCreatePodSandBox.</param>
/// <param name="Message">The message.</param>
/// <param name="Object">The name of the object that it is about.</param>
/// <param name="Time">The time of its last occurrence, in the API server's format.</param>
internal sealed record KubernetesEvent(string Reason, string Message, string Object, string Time)
{
    public static KubernetesEvent Of(JsonElement one) => new(
        one.TextAt("reason") ?? "",
        one.TextAt("message") ?? "",
        one.TextAt("involvedObject", "name") ?? "",
        one.TextAt("series", "lastObservedTime") ?? one.TextAt("lastTimestamp") ?? one.TextAt("eventTime")
            ?? one.TextAt("metadata", "creationTimestamp") ?? "");
}
