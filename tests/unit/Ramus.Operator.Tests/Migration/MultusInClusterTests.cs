using System.Text;
using Ramus.Kubernetes.Options;
using Ramus.Operator.Migration;
using YamlDotNet.Serialization;

namespace Ramus.Operator.Tests.Migration;

/// <summary>
/// The plan for the objects that Multus' and network-resources-injector's manifests create in a cluster.
/// </summary>
public sealed class MultusInClusterTests
{
    private const string Thick = """
        kind: DaemonSet
        metadata: {namespace: kube-system, name: kube-multus-ds}
        spec:
          template:
            spec:
              initContainers:
                - {image: "ghcr.io/k8snetworkplumbingwg/multus-cni:v4.3.0-thick", command: [/usr/src/multus-cni/bin/install_multus]}
              containers:
                - {image: "ghcr.io/k8snetworkplumbingwg/multus-cni:v4.3.0-thick", command: [/usr/src/multus-cni/bin/multus-daemon]}
        """;

    private const string DaemonConfig = """
        kind: ConfigMap
        metadata: {namespace: kube-system, name: multus-daemon-config}
        data:
          daemon-config.json: |
            {"chrootDir": "/hostroot", "cniVersion": "0.3.1", "multusConfigFile": "/custom.conf", "namespaceIsolation": true,
             "globalNamespaces": "default,shared", "perNodeCertificate": {"enabled": true}}
        """;

    [Fact]
    public void Thick_is_found_with_its_settings_and_the_commands_that_end_it() =>
        Plan(Thick, DaemonConfig).ShouldBe(
        [
            "Multus (thick) is DaemonSet kube-system/kube-multus-ds, "
            + "image ghcr.io/k8snetworkplumbingwg/multus-cni:v4.3.0-thick",
            "run: kubectl -n kube-system delete daemonset kube-multus-ds",
            "Multus' configuration is in daemon-config.json of ConfigMap kube-system/multus-daemon-config",
            "setting namespaceIsolation = true: set the chart's node.namespaceIsolation=true",
            "setting globalNamespaces = default,shared: set the chart's node.globalNamespaces={default,shared}",
            "setting perNodeCertificate = {\"enabled\": true}: not needed, because only the node agent has credentials",
            "setting multusConfigFile = /custom.conf: Ramus writes its own file; see docs/migrating-from-multus.md",
            "run: kubectl -n kube-system delete configmap multus-daemon-config",
        ]);

    [Fact]
    public void Thin_Multus_is_found_by_its_command_and_its_list_is_read() =>
        Plan(
            Thick.Replace("multus-daemon", "thin_entrypoint", StringComparison.Ordinal),
            """
            kind: ConfigMap
            metadata: {namespace: kube-system, name: multus-cni-config}
            data:
              cni-conf.json: '{"name": "multus-cni-network", "plugins": [{"type": "multus", "readinessindicatorfile": "/x"}]}'
            """).ShouldBe(
        [
            "Multus (thin) is DaemonSet kube-system/kube-multus-ds, "
            + "image ghcr.io/k8snetworkplumbingwg/multus-cni:v4.3.0-thick",
            "run: kubectl -n kube-system delete daemonset kube-multus-ds",
            "Multus' configuration is in cni-conf.json of ConfigMap kube-system/multus-cni-config",
            "setting readinessindicatorfile = /x: not needed, because the node agent checks the default network itself",
            "run: kubectl -n kube-system delete configmap multus-cni-config",
        ]);

    [Fact]
    public void The_injector_is_found_with_the_settings_that_move() =>
        Plan(
            """
            kind: Deployment
            metadata: {namespace: kube-system, name: injector}
            spec: {template: {spec: {containers: [{image: "example/network-resources-injector:v1.8"}]}}}
            """,
            """
            kind: MutatingWebhookConfiguration
            metadata: {name: injector-config}
            webhooks: [{clientConfig: {service: {name: network-resources-injector-service, namespace: kube-system}}}]
            """,
            """
            kind: ConfigMap
            metadata: {namespace: kube-system, name: nri-control-switches}
            data: {config.json: '{"features": {"enableHugePageDownApi": true, "enableMagic": true}}'}
            """).ShouldBe(
        [
            "network-resources-injector is Deployment kube-system/injector, "
            + "image example/network-resources-injector:v1.8: Ramus' webhook replaces it",
            "run: kubectl -n kube-system delete deployment injector",
            "network-resources-injector is registered by MutatingWebhookConfiguration injector-config",
            "run: kubectl delete mutatingwebhookconfiguration injector-config",
            "the settings of network-resources-injector are in ConfigMap kube-system/nri-control-switches: "
            + "Ramus' webhook reads them from its own namespace",
            "setting 'features' of config.json has the unknown key 'enableMagic'; known keys: enableHugePageDownApi, "
            + "enableHonorExistingResources",
            "run: kubectl -n kube-system get configmap nri-control-switches -o 'jsonpath={.data.config\\.json}' | "
            + "kubectl -n ramus-system create configmap nri-control-switches --from-file=config.json=/dev/stdin",
            "run: kubectl -n kube-system delete configmap nri-control-switches",
        ]);

    [Fact]
    public void Other_parts_of_Multus_are_found_too() =>
        Plan(
            """
            kind: Deployment
            metadata: {namespace: kube-system, name: dynamic}
            spec: {template: {spec: {containers: [{image: "ghcr.io/x/multus-dynamic-networks-controller:latest"}]}}}
            """,
            """
            kind: Deployment
            metadata: {namespace: kube-system, name: approver}
            spec: {template: {spec: {containers: [{image: "ghcr.io/x/multus-cni:snapshot", command: [/cert-approver]}]}}}
            """).Where(line => !line.StartsWith("run: ", StringComparison.Ordinal)).ShouldBe(
        [
            "Deployment kube-system/dynamic adds networks to running pods (hot-plug), which Ramus does not support",
            "Deployment kube-system/approver is a part of Multus, image ghcr.io/x/multus-cni:snapshot",
        ]);

    [Theory]
    [InlineData(
        """{kind: ConfigMap, metadata: {name: flannel, namespace: a}, data: {cni-conf.json: '{"type": "flannel"}'}}""")]
    [InlineData(
        "{kind: ConfigMap, metadata: {name: nri-control-switches, namespace: ramus-system}, "
        + "data: {config.json: '{}'}}")]
    [InlineData(
        "{kind: DaemonSet, metadata: {name: ramus-node, namespace: a}, "
        + "spec: {template: {spec: {containers: [{image: x}]}}}}")]
    [InlineData(
        "{kind: MutatingWebhookConfiguration, metadata: {name: ramus}, "
        + "webhooks: [{clientConfig: {url: 'https://x'}}]}")]
    public void Objects_of_other_programs_and_of_Ramus_are_kept(string other) =>
        Plan(other).ShouldBe(["no objects of Multus or network-resources-injector found"]);

    [Theory]
    [InlineData("{")]
    [InlineData("[")]
    public void An_unreadable_configuration_is_reported_and_deleted_too(string text) =>
        Plan($"{{kind: ConfigMap, metadata: {{name: m, namespace: a}}, data: {{daemon-config.json: '{text}'}}}}")
            .ShouldContain(line => line.StartsWith("the configuration cannot be read: ", StringComparison.Ordinal));

    [Fact]
    public void Input_that_is_not_JSON_is_an_error() =>
        Should.Throw<ProgramException>(() => MigrateCommand.Plan(
            new MemoryStream("Unable"u8.ToArray()), new("ramus-system"), TextWriter.Null)).Message
            .ShouldContain("kubectl get");

    private static string[] Plan(params IEnumerable<string> objects)
    {
        var items = objects.Select(text => new DeserializerBuilder().Build().Deserialize<object>(text));
        var list = new SerializerBuilder().JsonCompatible().Build().Serialize(new { kind = "List", items });
        var output = new StringWriter();
        var input = new MemoryStream(Encoding.UTF8.GetBytes(list));
        MigrateCommand.Plan(input, new("ramus-system"), output).ShouldBe(0);
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
