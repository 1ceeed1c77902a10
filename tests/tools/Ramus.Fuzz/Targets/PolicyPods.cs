using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Policy;
using Ramus.Contract.Selection;
using Ramus.Webhook.Admission;
using Ramus.Webhook.Networks;
using Ramus.Webhook.Pods;

namespace Ramus.Fuzz.Targets;

/// <summary>A pod that wants networks, as the webhook judges it and as the plugin does.</summary>
internal static class PolicyPods
{
    private static readonly EveryNetwork Networks = new();

    private static readonly NetworkConfig Default = NetworkConfig.Parse(
        """{"cniVersion":"1.0.0","name":"cbr0","type":"bridge"}"""u8.ToArray(), "default");

    public static void Check(PolicyCase one, NetworkUse use)
    {
        var ofPlugin = Written(use);
        var isForbidden = false;
        foreach (var selection in one.Selected)
        {
            Rule.Holds(
                Same(selection, one.Pod, use, ofPlugin), "the plugin judges a pod as the webhook does",
                $"{selection.Key} {one.Pod}");
            var nobody = one.Pod with { ServiceAccount = null };
            Rule.Holds(
                use.DependsOnServiceAccount(selection.Key, one.Pod.Namespace)
                    || Same(selection, one.Pod, use, use, nobody),
                "a service account counts only where the plugin asks for it", $"{selection.Key} {one.Pod}");
            Rule.Holds(
                use.WhyForbidden(selection, nobody, isDefault: false) is not null
                    || use.WhyForbidden(selection, one.Pod, isDefault: false) is null,
                "an unknown service account may use no more", $"{selection.Key} {one.Pod}");
            isForbidden |= use.WhyForbidden(selection, one.Pod, isDefault: false) is not null;
        }

        CheckWebhook(one, use, isForbidden);
    }

    /// <summary>Whether a pod's wish is judged in the same way by both.</summary>
    public static bool Same(
        NetworkSelection selection, PodIdentity pod, NetworkUse one, NetworkUse other, PodIdentity? of = null) =>
        Same(selection, pod, one, other, of ?? pod, isDefault: false)
        && Same(selection, pod, one, other, of ?? pod, isDefault: true);

    private static bool Same(
        NetworkSelection selection, PodIdentity pod, NetworkUse one, NetworkUse other, PodIdentity of,
        bool isDefault) =>
        (one.WhyForbidden(selection, pod, isDefault) is null) == (other.WhyForbidden(selection, of, isDefault) is null);

    // As the agent writes it into the plugin's configuration, and the plugin reads it there.
    private static NetworkUse Written(NetworkUse use)
    {
        if (!use.IsLimited)
        {
            return NetworkUse.Everything;
        }

        var settings = new RamusConflistSettings { Use = use };
        var list = NetworkConfig.Parse(RamusConflist.Render(settings, "10-bridge.conf", Default, []), "list");
        return RamusConflistSettings.Read(list.Plugins[0].Element, "configuration").Use;
    }

    private static void CheckWebhook(PolicyCase one, NetworkUse use, bool isForbidden)
    {
        var pod = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = "pod",
                ["annotations"] = new JsonObject { [Annotations.Networks] = one.Annotation },
            },
            ["spec"] = new JsonObject
            {
                ["serviceAccountName"] = one.Pod.ServiceAccount,
                ["containers"] = new JsonArray(new JsonObject { ["name"] = "app" }),
            },
        };
        using var document = JsonDocument.Parse(pod.ToJsonString());
        var decision = new PodAdmission(Networks, new PodContext { Use = () => use })
            .ReviewAsync(document.RootElement, one.Pod.Namespace, CancellationToken.None)
            .AsTask().GetAwaiter().GetResult();
        Rule.Holds(!isForbidden || !decision.IsAllowed, "the webhook refuses the pod that the plugin would refuse");
        Rule.Holds(
            isForbidden || decision.Outcome != DecisionOutcome.ForbiddenNetwork,
            "the webhook forbids no pod that the plugin would attach", decision.Refusal ?? "");
    }

    private sealed class EveryNetwork : INetworkLookup
    {
        public ValueTask<NetworkFinding> FindAsync(NetworkKey key, CancellationToken cancellationToken) =>
            ValueTask.FromResult<NetworkFinding>(new NetworkFinding.Found(new CachedNetwork()));
    }
}
