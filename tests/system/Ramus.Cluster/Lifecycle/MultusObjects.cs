using System.Text.RegularExpressions;

namespace Ramus.Cluster.Lifecycle;

/// <summary>
/// The cluster objects of Multus and network-resources-injector, as in their manifests, but selecting no node.
/// </summary>
internal static partial class MultusObjects
{
    private const string Manifest = """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: kube-multus-ds, namespace: kube-system}
        spec:
          selector: {matchLabels: {name: multus}}
          template:
            metadata: {labels: {name: multus}}
            spec:
              nodeSelector: {ramus.dev/test: nowhere}
              containers:
                - {name: kube-multus, image: "ramus.dev/multus-cni:v4.3.0-thick", command: [/usr/src/multus-cni/bin/multus-daemon]}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: multus-daemon-config, namespace: kube-system}
        data: {daemon-config.json: '{"chrootDir": "/hostroot", "namespaceIsolation": true}'}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: nri-control-switches, namespace: kube-system}
        data: {config.json: '{"features": {"enableHugePageDownApi": true}}'}
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingWebhookConfiguration
        metadata: {name: network-resources-injector-config}
        webhooks:
          - name: network-resources-injector-config.k8s.io
            sideEffects: None
            admissionReviewVersions: [v1]
            failurePolicy: Ignore
            namespaceSelector: {matchLabels: {ramus.dev/test: nowhere}}
            clientConfig: {service: {name: network-resources-injector-service, namespace: kube-system, path: /mutate}}
        """;

    /// <summary>
    /// Asserts that the plan of docs/migrating-from-multus.md names the objects, and its commands delete them.
    /// </summary>
    public static async Task ArePlannedAndEndAsync()
    {
        var cluster = TestCluster.Current;
        (await cluster.KubectlAsync(Manifest, "apply", "-f", "-")).Succeeded();

        var plan = await PlanAsync();
        plan.ShouldContain("Multus (thick) is DaemonSet kube-system/kube-multus-ds");
        plan.ShouldContain("setting namespaceIsolation = true: set the chart's node.namespaceIsolation=true");
        plan.ShouldContain(
            "network-resources-injector is registered by MutatingWebhookConfiguration "
            + "network-resources-injector-config");
        foreach (Match command in Command().Matches(plan))
        {
            (await cluster.ShellAsync(command.Groups["line"].Value)).Succeeded();
        }

        (await PlanAsync()).Trim().ShouldBe("no objects of Multus or network-resources-injector found");
        var settings = await cluster.Api.FindAsync(RamusSystem.PathOf("configmaps/nri-control-switches"));
        ((string?)settings?["data"]?["config.json"]).ShouldBe("""{"features": {"enableHugePageDownApi": true}}""");
        await cluster.Api.DeleteAsync(RamusSystem.PathOf("configmaps/nri-control-switches"));
    }

    private static async Task<string> PlanAsync() => (await TestCluster.Current.ShellAsync("""
        kubectl get daemonsets,deployments,configmaps,mutatingwebhookconfigurations -A -o json |
          kubectl -n ramus-system exec -i deployment/ramus-operator -- ramus-operator migrate plan
        """)).Succeeded();

    [GeneratedRegex("^run: (?<line>.+)$", RegexOptions.Multiline)]
    private static partial Regex Command();
}
