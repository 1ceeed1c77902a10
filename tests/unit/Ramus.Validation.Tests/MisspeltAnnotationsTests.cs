using Ramus.Contract.Selection;

namespace Ramus.Validation.Tests;

public sealed class MisspeltAnnotationsTests
{
    [Theory]
    [InlineData("k8s.v1.cni.cncf.io/network", Annotations.Networks)]
    [InlineData("k8s.v1.cni.cncf.io/Networks", Annotations.Networks)]
    [InlineData("k8s.v1.cni.cncf.io/netwroks", Annotations.Networks)]
    [InlineData("k8s.v1.cni.cncf.io/netwrok", Annotations.Networks)]
    [InlineData("k8s.v1.cni.cncf.io/entworks", Annotations.Networks)]
    [InlineData("K8S.v1.cni.cncf.io/networks", Annotations.Networks)]
    [InlineData("k8s.v1.cncf.io/networks", Annotations.Networks)]
    [InlineData("k8s.cni.cncf.io/networks", Annotations.Networks)]
    [InlineData("k8s.v1.cni.cncf.com/networks", Annotations.Networks)]
    [InlineData("kubernetes.v1.cni.cncf.io/networks", Annotations.Networks)]
    [InlineData("k8s.v1.cni.cncf.io.networks", Annotations.Networks)]
    [InlineData("v1.multus-cni.io/default-networks", Annotations.DefaultNetwork)]
    [InlineData("v1.multus-cni.io/defaultnetwork", Annotations.DefaultNetwork)]
    [InlineData("multus-cni.io/default-network", Annotations.DefaultNetwork)]
    [InlineData("v1.multus.io/default-network", Annotations.DefaultNetwork)]
    [InlineData("ramus.dev/target-containers", Annotations.TargetContainer)]
    [InlineData("ramus.dev/pod-net-info", Annotations.PodInfo)]
    public void A_misspelt_key_of_a_pod_is_told_with_the_right_one(string key, string meant) =>
        MisspeltAnnotations.OnPod([key]).ShouldBe([$"annotation {key} has no effect; did you mean {meant}?"]);

    [Theory]
    [InlineData("k8s.v1.cni.cncf.io/resourcename", Annotations.ResourceName)]
    [InlineData("k8s.v1.cni.cncf.io/resource-name", Annotations.ResourceName)]
    [InlineData("k8s.cni.cncf.io/resourceName", Annotations.ResourceName)]
    [InlineData("k8s.v1.cni.cncf.io/nodeselectors", Annotations.NodeLabel)]
    [InlineData("ramus.dev/node-selector", Annotations.NodeSelector)]
    [InlineData("ramus.dev/renders", Annotations.Render)]
    [InlineData("ramus.dev/allow-deletions", Annotations.AllowDeletion)]
    [InlineData("ramus.dev/allowChanges", Annotations.AllowChanges)]
    [InlineData("ramus.dev/ignore-warning", Annotations.IgnoredWarnings)]
    public void A_misspelt_key_of_a_network_is_told_with_the_right_one(string key, string meant) =>
        MisspeltAnnotations.OnNetwork([key]).ShouldBe([$"annotation {key} has no effect; did you mean {meant}?"]);

    [Fact]
    public void A_key_on_the_wrong_object_is_told()
    {
        MisspeltAnnotations.OnPod([Annotations.ResourceName]).ShouldBe(
            ["annotation k8s.v1.cni.cncf.io/resourceName has no effect on a pod: it belongs on a network"]);
        MisspeltAnnotations.OnNetwork([Annotations.Networks]).ShouldBe(
            ["annotation k8s.v1.cni.cncf.io/networks has no effect on a network: it belongs on a pod"]);
        MisspeltAnnotations.OnPod(["ramus.dev/nodeSelectors"]).ShouldBe(
            ["annotation ramus.dev/nodeSelectors has no effect; ramus.dev/nodeSelector has no effect on a pod: it "
            + "belongs on a network"]);
    }

    [Theory]
    [InlineData("Deployment", "spec.template.metadata.annotations")]
    [InlineData("CronJob", "spec.jobTemplate.spec.template.metadata.annotations")]
    public void A_key_on_the_object_that_makes_pods_is_told_with_its_place(string kind, string place) =>
        MisspeltAnnotations.OnWorkload(
            [Annotations.Networks, "a", "k8s.v1.cni.cncf.io/network"], Workload.OfKind(kind)!).ShouldBe(
        [
            $"annotation k8s.v1.cni.cncf.io/networks has no effect on a {kind}: move it to {place}",
            $"annotation k8s.v1.cni.cncf.io/network has no effect on a {kind}: move it to {place}, as "
                + Annotations.Networks,
        ]);

    [Fact]
    public void An_unknown_key_of_ours_on_the_object_that_makes_pods_is_told() =>
        MisspeltAnnotations.OnWorkload(["ramus.dev/anything"], Workload.OfKind("Deployment")!).ShouldBe(
            ["annotation ramus.dev/anything is unknown and has no effect; remove it or correct its key"]);

    // Each comparison takes time, and the webhook sees objects of three megabytes.
    [Fact]
    public void Only_the_first_keys_of_an_object_are_compared()
    {
        var read = 0;
        var keys = Enumerable.Range(0, 100_000).Select(number =>
        {
            read++;
            return $"cncf{number}.aaaaaaaaaa/qwqwqwqwqwqwqwqwqw";
        });

        MisspeltAnnotations.OnPod(keys).Concat(MisspeltAnnotations.OnNetwork(keys))
            .Concat(MisspeltAnnotations.OnWorkload(keys, Workload.OfKind("Deployment")!)).ShouldBeEmpty();

        read.ShouldBeLessThan(1000);
    }

    [Fact]
    public void A_label_with_the_key_of_an_annotation_is_told() =>
        MisspeltAnnotations.OnLabels(
            new[] { Annotations.Networks, "app", Annotations.ResourceName, Annotations.NetworkStatus }.Contains,
            "metadata.annotations").ShouldBe(
            [
                "k8s.v1.cni.cncf.io/networks has no effect as a label; move it to metadata.annotations",
                "k8s.v1.cni.cncf.io/resourceName has no effect as a label; move it to metadata.annotations",
            ]);

    [Theory]
    [InlineData("a")]
    [InlineData("")]
    [InlineData("networks")]
    [InlineData("example.com/networks")]
    [InlineData("k8s.ovn.org/pod-networks")]
    [InlineData("k8s.v1.cni.cncf.io/policy-for")]
    [InlineData("kubectl.kubernetes.io/last-applied-configuration")]
    [InlineData("cni.projectcalico.org/podIP")]
    [InlineData("ipam.spidernet.io/ippool")]
    public void Keys_of_other_programs_are_not_told(string key)
    {
        MisspeltAnnotations.OnPod([key]).ShouldBeEmpty();
        MisspeltAnnotations.OnNetwork([key]).ShouldBeEmpty();
        MisspeltAnnotations.OnWorkload([key], Workload.OfKind("Deployment")!).ShouldBeEmpty();
    }

    [Fact]
    public void The_known_keys_are_not_told()
    {
        MisspeltAnnotations.OnPod(
        [
            Annotations.Networks, Annotations.DefaultNetwork, Annotations.TargetContainer, Annotations.PodInfo,
            Annotations.InjectedResources, .. Annotations.OfAttachedPods,
        ]).ShouldBeEmpty();
        MisspeltAnnotations.OnNetwork(
        [
            Annotations.ResourceName, Annotations.NodeLabel, Annotations.NodeSelector, Annotations.Render,
            Annotations.ResourceClaimTemplate, Annotations.AllowDeletion, Annotations.AllowChanges,
            Annotations.IgnoredWarnings,
        ]).ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_first_are_told() => MisspeltAnnotations.OnPod(
        Enumerable.Range(0, 1000).Select(number => $"ramus.dev/unknown-{number}")).Count().ShouldBe(5);
}
