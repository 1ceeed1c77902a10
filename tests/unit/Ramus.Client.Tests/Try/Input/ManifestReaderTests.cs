using System.Text.Json.Nodes;
using Ramus.Client.Try.Input;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Client.Tests.Try.Input;

public sealed partial class ManifestReaderTests
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
        manifests.Warnings.ShouldBeEmpty();
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
    public void Ignored_objects_are_counted() =>
        Read("kind: Service\n---\nkind: Service\n---\nkind: ConfigMap\n")
            .Notes.ShouldBe(["ignored objects: 1 ConfigMap, 2 Service"]);

    [Fact]
    public void A_pod_in_the_nodes_network_is_noted() =>
        Read("{kind: Pod, metadata: {name: agent}, spec: {hostNetwork: true}}")
            .Notes.ShouldHaveSingleItem().ShouldContain("ignored pod 'agent': it has hostNetwork");

    [Fact]
    public void The_network_kind_that_never_existed_is_a_warning() =>
        Read("{apiVersion: kubernetes.cni.cncf.io/v1, kind: Network, metadata: {name: flannel-2}}")
            .Warnings.ShouldHaveSingleItem().ShouldContain("NetworkAttachmentDefinition of k8s.cni.cncf.io/v1");

    [Theory]
    [InlineData("NetworkAttachmentDefinitions")]
    [InlineData("Networkattachmentdefinition")]
    [InlineData("NetworkAttachmentDefintion")]
    [InlineData("NetworkAttachementDefinition")]
    public void A_misspelt_kind_is_a_warning(string kind) =>
        Read($"{{apiVersion: k8s.cni.cncf.io/v1, kind: {kind}, metadata: {{name: a}}}}").Warnings.ShouldBe(
        [
            $"pods.yaml:1: ignored an object of the unknown kind '{kind}'; did you mean "
            + "'NetworkAttachmentDefinition'?",
        ]);

    [Theory]
    [InlineData("Service")]
    [InlineData("Policy")]
    [InlineData("Node")]
    [InlineData("Role")]
    [InlineData("Lease")]
    [InlineData("NetworkPolicy")]
    public void Other_kinds_are_only_counted(string kind) =>
        Read($"{{kind: {kind}, metadata: {{name: a, annotations: {{a: 7}}}}}}")
            .ShouldSatisfyAllConditions(
                static set => set.Warnings.ShouldBeEmpty(),
                set => set.Notes.ShouldBe([$"ignored objects: 1 {kind}"]));

    [Fact]
    public void Misspelt_annotations_are_warnings() => Read(
        """
        {kind: Pod, metadata: {name: web, annotations: {k8s.v1.cni.cncf.io/network: blue}}}
        ---
        apiVersion: k8s.cni.cncf.io/v1
        kind: NetworkAttachmentDefinition
        metadata: {name: blue, annotations: {k8s.v1.cni.cncf.io/resourcename: intel.com/sriov}}
        """).Warnings.ShouldBe(
        [
            "pods.yaml:1: pod default/web: annotation k8s.v1.cni.cncf.io/network has no effect; did you mean "
            + "k8s.v1.cni.cncf.io/networks?",
            "pods.yaml:3: network default/blue: annotation k8s.v1.cni.cncf.io/resourcename has no effect; did you mean "
            + "k8s.v1.cni.cncf.io/resourceName?",
        ]);

    [Theory]
    [InlineData("{kind: Pod, apiVersion: v1, metadata: {name: web, annotation: {K: blue}}}", "metadata.annotation")]
    [InlineData("{kind: Pod, apiVersion: v1, annotations: {K: blue}, metadata: {name: web}}", "annotations")]
    [InlineData("{kind: Pod, apiVersion: v1, metadata: {name: web}, spec: {annotations: {K: a}}}", "spec.annotations")]
    [InlineData("{kind: Pod, apiVersion: v1, metadata: {name: web, labels: {K: blue}}}", "as a label")]
    public void Annotations_outside_of_their_place_are_warnings(string manifest, string place) =>
        Read(manifest.Replace("K:", "k8s.v1.cni.cncf.io/networks:", StringComparison.Ordinal))
            .Warnings.ShouldHaveSingleItem().ShouldContain($"{place}; move it to metadata.annotations");

    [Fact]
    public void A_network_of_another_version_is_no_network() =>
        Read("{apiVersion: k8s.cni.cncf.io/v1beta1, kind: NetworkAttachmentDefinition, metadata: {name: a}}")
            .Warnings.ShouldHaveSingleItem().ShouldContain("a network must be a NetworkAttachmentDefinition of");

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
    [InlineData("a: /run/ramus-try/bin/ramus")]
    [InlineData("a: /var/run/ramus-try/bin/ramus")]
    [InlineData("a: /run/ramus-try/over/etc/upper/modprobe.d/x.conf")]
    [InlineData("a: /run/ramus-try")]
    [InlineData("a: /run/ramus/node.sock")]
    [InlineData("a: /run/netns/x")]
    [InlineData("a: /run//ramus-try/bin/ramus")]
    [InlineData("a: /run/./ramus-try/bin/ramus")]
    [InlineData("a: /run/flannel/")]
    [InlineData("a")]
    [InlineData("missing: /run/x")]
    public void A_node_file_outside_of_the_scratch_node_is_refused(string line)
    {
        var metadata = $"{{annotations: {{ramus.dev/node-files: '{line}'}}}}";
        var manifest = $"{{kind: ConfigMap, metadata: {metadata}, data: {{a: b}}}}";

        Should.Throw<ContractException>(() => Read(manifest)).Message.ShouldContain("ramus.dev/node-files");
    }

    [Fact]
    public void A_node_file_below_a_link_is_the_file_below_its_target() =>
        Read("""
            {kind: ConfigMap, metadata: {annotations: {ramus.dev/node-files: 'a: /var/run/flannel/subnet.env'}},
              data: {a: 'FLANNEL_MTU=1450'}}
            """).NodeFiles.ShouldBe(
            new Dictionary<string, string> { ["/run/flannel/subnet.env"] = "FLANNEL_MTU=1450" });

    // Each is a kubeconfig that client-go reads, and that runs a program.
    [Theory]
    [InlineData("users: [{name: u, user: {exec: {command: /bin/x}}}]")]
    [InlineData("users: [{name: u, user: {EXEC: {command: /bin/x}}}]")]
    [InlineData("users: [{name: u, user: {'exec': {command: /bin/x}}}]")]
    [InlineData("users: [{name: u, user: {\"\\x65xec\": {command: /bin/x}}}]")]
    [InlineData("users: [{name: u, user: {auth-provider: {name: x}}}]")]
    [InlineData("users: [{name: u, user: {!!binary ZXhlYw==: {command: /bin/x}}}]")]
    [InlineData("users: [{name: u, user: {? !!binary ZXhlYw== : {command: /bin/x}}}]")]
    [InlineData("users: [{name: u, user: {!!str exec: {command: /bin/x}}}]")]
    [InlineData("x: &a exec\nusers: [{name: u, user: {*a : {command: /bin/x}}}]")]
    [InlineData("x: &a !!binary ZXhlYw==\nusers: [{name: u, user: {*a : {command: /bin/x}}}]")]
    [InlineData("x: &a {exec: {command: /bin/x}}\nusers: [{name: u, user: {<<: *a}}]")]
    [InlineData("%TAG !e! tag:yaml.org,2002:\n---\nusers: [{name: u, user: {!e!binary ZXhlYw==: {command: /bin/x}}}]")]
    [InlineData("users: [{name: u, user: {!<tag:yaml.org,2002:binary> ZXhlYw==: {command: /bin/x}}}]")]
    [InlineData("{\"users\": [{\"user\": {\"\\u0065xec\": {\"command\": \"/bin/x\"}}}]}")]
    public void A_node_file_that_runs_programs_is_refused(string text)
    {
        var manifest = new JsonObject
        {
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject
            {
                ["annotations"] = new JsonObject { ["ramus.dev/node-files"] = "a: /etc/cni/net.d/a" },
            },
            ["data"] = new JsonObject { ["a"] = text },
        }.ToJsonString();

        Should.Throw<ContractException>(() => Read(manifest)).Message.ShouldContain("runs programs");
    }

    [Theory]
    [InlineData("{kind: Pod, metadata: {name: !!binary YQ==}}")]
    [InlineData("{kind: Pod, metadata: {!!binary bmFtZQ==: a}}")]
    [InlineData("{kind: Pod, metadata: !x {name: a}}")]
    [InlineData("{kind: Pod, metadata: {name: a}, spec: {containers: !!set {a}}}")]
    [InlineData("!!map {kind: Pod, metadata: {name: a}}")]
    public void A_tag_is_refused_because_kubectl_reads_another_value(string manifest) =>
        Should.Throw<ContractException>(() => Read(manifest)).Message.ShouldContain("the tag");

    [Theory]
    [InlineData("{kind: Pod, metadata: {}}", "the object has no name")]
    [InlineData("{metadata: {name: a}}", "the object has no 'kind'")]
    [InlineData("{kind: Pod, metadata: {name: A_b}}", "is not a valid Kubernetes name")]
    [InlineData("{kind: Pod, metadata: {name: a, annotations: {x: true}}}", "annotation x is not a string")]
    [InlineData("just text", "the document is not a Kubernetes object; write one with apiVersion, kind and metadata")]
    public void A_malformed_object_is_refused_with_its_place(string manifest, string reason)
    {
        var failure = Should.Throw<ContractException>(() => Read("---\n# a comment\n" + manifest));

        failure.Message.ShouldMatch(@"^pods\.yaml:3(:1)?: ");
        failure.Message.ShouldContain(reason);
    }

    [Fact]
    public void Broken_yaml_is_refused_with_line_and_column()
    {
        var failure = Should.Throw<ContractException>(() => Read("kind: Pod\nmetadata: [\n"));

        failure.Message.ShouldStartWith("pods.yaml:3:1: ");
    }

    private static ManifestSet Read(string text)
    {
        var reader = new ManifestReader();
        reader.Add(text, "pods.yaml");
        return reader.Collect();
    }
}
