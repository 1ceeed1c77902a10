using System.Text.Json;
using Ramus.Attachments.Settings;
using Ramus.Contract.Agent;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Attachments.Plan;

/// <summary>The two annotations of a pod that choose its networks.</summary>
/// <param name="Networks">k8s.v1.cni.cncf.io/networks; null when absent.</param>
/// <param name="DefaultNetwork">v1.multus-cni.io/default-network; null when absent.</param>
public sealed record PodAnnotations(string? Networks, string? DefaultNetwork)
{
    /// <summary>The annotations from the runtime if it sent them, otherwise from the node agent.</summary>
    /// <exception cref="CniException">
    /// Code 11: neither source is available, so the pod must not start with only a part of its networks.
    /// </exception>
    public static PodAnnotations Find(PluginSettings settings, PodKey? pod, AgentClient agent)
    {
        if (pod is not { } known)
        {
            return new PodAnnotations(null, null);
        }

        if (settings.RuntimeConfig is { ValueKind: JsonValueKind.Object } arguments
            && arguments.TryGetProperty(RuntimeAnnotations.Capability, out var given))
        {
            return FromRuntime(given);
        }

        var annotations = agent.Ask(new AgentRequest { Ask = AgentQuestion.Annotations, Pod = known }).Annotations
            ?? EmptyMap();
        return new PodAnnotations(
            annotations.GetValueOrDefault(Annotations.Networks),
            annotations.GetValueOrDefault(Annotations.DefaultNetwork));
    }

    private static PodAnnotations FromRuntime(JsonElement given)
    {
        return new PodAnnotations(Text(Annotations.Networks), Text(Annotations.DefaultNetwork));

        // The pod's author chooses annotation keys: they are matched exactly, unlike the struct keys of Go.
        string? Text(string key) =>
            given.ValueKind == JsonValueKind.Object
                && given.TryGetProperty(key, out var value)
                && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
    }

    private static Dictionary<string, string> EmptyMap() => [];
}
