namespace Ramus.Client.Tests.Try.Input;

/// <summary>Misspelt kinds, and the objects that create pods.</summary>
public sealed partial class ManifestReaderTests
{
    [Theory]
    [InlineData("NAD")]
    [InlineData("nads")]
    [InlineData("net-attach-def")]
    [InlineData("Networks")]
    [InlineData("NetAttachDefinition")]
    [InlineData("Something")]
    public void Any_other_kind_of_the_networks_group_is_a_misspelt_network(string kind) =>
        Read($"{{apiVersion: k8s.cni.cncf.io/v1, kind: {kind}, metadata: {{name: a}}}}").Warnings
            .ShouldHaveSingleItem().ShouldBe(
            $"pods.yaml:1: ignored an object of the unknown kind '{kind}'; did you mean "
            + "'NetworkAttachmentDefinition'?");

    [Theory]
    [InlineData("MultiNetworkPolicy")]
    [InlineData("IPAMClaim")]
    public void Kinds_of_other_projects_in_that_group_are_only_counted(string kind) =>
        Read($"{{apiVersion: k8s.cni.cncf.io/v1beta1, kind: {kind}, metadata: {{name: a}}}}")
            .ShouldSatisfyAllConditions(
                static set => set.Warnings.ShouldBeEmpty(),
                set => set.Notes.ShouldBe([$"ignored objects: 1 {kind}"]));

    [Theory]
    [InlineData("DaemonSet")]
    [InlineData("Deployment")]
    [InlineData("Job")]
    [InlineData("ReplicaSet")]
    [InlineData("ReplicationController")]
    [InlineData("StatefulSet")]
    [InlineData("CronJob")]
    public void The_template_of_a_workload_is_a_pod(string kind)
    {
        const string spec = """
            {template: {metadata: {annotations: {k8s.v1.cni.cncf.io/networks: blue}}, spec: {containers: [
              {name: a, ports: [{containerPort: 80, hostPort: 8080}], resources: {limits: {intel.com/sriov: 2}}}]}}}
            """;
        var outer = kind == "CronJob" ? $"{{jobTemplate: {{spec: {spec}}}}}" : spec;

        var set = Read($"{{kind: {kind}, metadata: {{name: web, namespace: shop}}, spec: {outer}}}");

        set.Warnings.ShouldBeEmpty();
        set.Notes.ShouldBeEmpty();
        var pod = set.Pods.ShouldHaveSingleItem();
        pod.Key.ToString().ShouldBe("shop/web");
        pod.Annotations["k8s.v1.cni.cncf.io/networks"].ShouldBe("blue");
        pod.HostPorts.ShouldHaveSingleItem().HostPort.ShouldBe(8080);
        pod.Resources["intel.com/sriov"].ShouldBe(2);
    }

    [Theory]
    [InlineData("Deployment", "spec.template.metadata.annotations")]
    [InlineData("CronJob", "spec.jobTemplate.spec.template.metadata.annotations")]
    public void An_annotation_on_the_object_instead_of_its_template_is_a_warning(string kind, string place) =>
        Read($"{{kind: {kind}, metadata: {{name: a, annotations: {{k8s.v1.cni.cncf.io/networks: blue}}}}}}").Warnings
            .ShouldBe(
            [
                $"pods.yaml:1: {kind} default/a: annotation k8s.v1.cni.cncf.io/networks has no effect on a {kind}: "
                + $"move it to {place}",
                $"pods.yaml:1: ignored {kind} default/a: it has no pod template",
            ]);

    [Fact]
    public void An_annotation_on_the_template_of_Jobs_is_a_warning() => Read(
        """
        kind: CronJob
        metadata: {name: a}
        spec:
          jobTemplate:
            metadata: {annotations: {k8s.v1.cni.cncf.io/networks: blue}}
            spec: {template: {spec: {hostNetwork: true}}}
        """).Warnings.ShouldBe(
        [
            "pods.yaml:1: CronJob default/a: annotation k8s.v1.cni.cncf.io/networks has no effect on "
            + "spec.jobTemplate: move it to spec.jobTemplate.spec.template.metadata.annotations",
        ]);
}
