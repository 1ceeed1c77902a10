using Ramus.Client.Try.Input;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Client.Tests.Try.Input;

public sealed class ManifestReaderTests
{
    [Fact]
    public void Networks_and_pods_without_a_namespace_are_in_default()
    {
        var manifests = Read(
            """
            apiVersion: k8s.cni.cncf.io/v1
            kind: NetworkAttachmentDefinition
            metadata:
              name: blue
              annotations: { k8s.v1.cni.cncf.io/resourceName: intel.com/sriov }
            spec:
              config: '{"type":"macvlan"}'
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
              namespace: red
              annotations:
                k8s.v1.cni.cncf.io/networks: blue
            """);

        var network = manifests.Networks.ShouldHaveSingleItem();
        network.Key.ShouldBe(new NetworkKey("default", "blue"));
        network.Config.ShouldBe("""{"type":"macvlan"}""");
        network.ResourceName.ShouldBe("intel.com/sriov");
        var pod = manifests.Pods.ShouldHaveSingleItem();
        pod.Key.ToString().ShouldBe("red/web");
        pod.Annotations["k8s.v1.cni.cncf.io/networks"].ShouldBe("blue");
        manifests.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void A_network_may_have_no_spec() =>
        Read("{apiVersion: k8s.cni.cncf.io/v1, kind: NetworkAttachmentDefinition, metadata: {name: flannel-2}}")
            .Networks.ShouldHaveSingleItem().Config.ShouldBeNull();

    [Fact]
    public void Host_ports_and_extended_resources_of_all_containers_are_kept()
    {
        var pod = Read(
            """
            apiVersion: v1
            kind: Pod
            metadata: { name: web }
            spec:
              containers:
                - name: a
                  ports:
                    - { containerPort: 80, hostPort: 8080 }
                    - { containerPort: 81 }
                  resources: { limits: { intel.com/sriov: '1', cpu: 500m } }
                - name: b
                  ports: [{ containerPort: 53, hostPort: 5353, protocol: UDP, hostIP: 127.0.0.1 }]
                  resources: { limits: { intel.com/sriov: 2 } }
            """).Pods.ShouldHaveSingleItem();

        pod.HostPorts.ShouldBe([new(8080, 80, "tcp", null), new(5353, 53, "udp", "127.0.0.1")]);
        pod.Resources.ShouldBe(new Dictionary<string, long> { ["intel.com/sriov"] = 3 });
    }

    [Fact]
    public void A_list_is_taken_apart() =>
        Read("{kind: List, items: [{kind: Pod, metadata: {name: a}}, {kind: Pod, metadata: {name: b}}]}")
            .Pods.Select(pod => pod.Key.Name).ShouldBe(["a", "b"]);

    [Fact]
    public void What_is_not_needed_is_counted() =>
        Read("kind: Service\n---\nkind: Service\n---\nkind: ConfigMap\n")
            .Notes.ShouldBe(["not needed here: 1 ConfigMap, 2 Service"]);

    [Fact]
    public void A_pod_in_the_nodes_network_is_noted() =>
        Read("{kind: Pod, metadata: {name: agent}, spec: {hostNetwork: true}}")
            .Notes.ShouldHaveSingleItem().ShouldContain("'agent' has hostNetwork");

    [Fact]
    public void The_network_kind_that_never_existed_is_noted() =>
        Read("{apiVersion: kubernetes.cni.cncf.io/v1, kind: Network, metadata: {name: flannel-2}}")
            .Notes.ShouldHaveSingleItem().ShouldContain("NetworkAttachmentDefinition of k8s.cni.cncf.io/v1");

    [Fact]
    public void A_config_map_can_say_where_its_keys_lie_on_the_node() =>
        Read(
            """
            kind: ConfigMap
            metadata:
              name: cfg
              annotations:
                ramus.dev/node-files: |
                  a.conf: /etc/cni/multus/net.d/10-a.conf
            data:
              a.conf: '{}'
              b.conf: '[]'
            """).NodeFiles.ShouldBe(new Dictionary<string, string> { ["/etc/cni/multus/net.d/10-a.conf"] = "{}" });

    [Theory]
    [InlineData("a: /etc/passwd")]
    [InlineData("a: /run/../etc/passwd")]
    [InlineData("a")]
    [InlineData("missing: /run/x")]
    public void A_node_file_outside_of_the_scratch_node_is_refused(string line)
    {
        var metadata = $"{{annotations: {{ramus.dev/node-files: '{line}'}}}}";
        var manifest = $"{{kind: ConfigMap, metadata: {metadata}, data: {{a: b}}}}";

        Should.Throw<ContractException>(() => Read(manifest)).Message.ShouldContain("ramus.dev/node-files");
    }

    [Theory]
    [InlineData("{kind: Pod, metadata: {}}", "the object has no name")]
    [InlineData("{metadata: {name: a}}", "the object has no 'kind'")]
    [InlineData("{kind: Pod, metadata: {name: A_b}}", "no name that Kubernetes accepts")]
    [InlineData("{kind: Pod, metadata: {name: a, annotations: {x: true}}}", "annotation x is not text")]
    [InlineData("just text", "expected an object of Kubernetes")]
    public void A_malformed_object_is_refused_with_its_place(string manifest, string reason)
    {
        var failure = Should.Throw<ContractException>(() => Read("---\n# a comment\n" + manifest));

        failure.Message.ShouldStartWith("pods.yaml:3: ");
        failure.Message.ShouldContain(reason);
    }

    [Fact]
    public void Broken_yaml_is_refused_with_line_and_column()
    {
        var failure = Should.Throw<ContractException>(() => Read("kind: Pod\nmetadata: [\n"));

        failure.Message.ShouldStartWith("pods.yaml line 3 column 1: ");
    }

    private static ManifestSet Read(string text)
    {
        var reader = new ManifestReader();
        reader.Add(text, "pods.yaml");
        return reader.Collect();
    }
}
