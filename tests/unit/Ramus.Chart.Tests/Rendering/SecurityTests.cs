using YamlDotNet.RepresentationModel;

namespace Ramus.Chart.Tests.Rendering;

/// <summary>What every render promises, whatever the values.</summary>
public sealed class SecurityTests
{
    private static readonly string[] Workloads = ["Deployment", "DaemonSet", "Job", "Pod"];

    public static TheoryData<string> Platforms() =>
        ["kubeadm", "k3s", "k3s-before-2025", "k3d", "microk8s", "gke", "openshift", "rke2", "talos"];

    [Theory]
    [MemberData(nameof(Platforms))]
    public void Nothing_is_privileged_and_all_capabilities_are_dropped(string platform)
    {
        foreach (var (name, _, container) in Containers(platform))
        {
            var context = container.At("securityContext");
            context.TextAt("privileged").ShouldNotBe("true", name);
            context.TextAt("allowPrivilegeEscalation").ShouldBe("false", name);
            context.TextAt("readOnlyRootFilesystem").ShouldBe("true", name);
            Texts(context.ListAt("capabilities", "drop")).ShouldBe(["ALL"], name);
        }
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public void Only_what_works_in_the_nodes_folders_is_root_and_has_one_capability(string platform)
    {
        foreach (var (name, pod, container) in Containers(platform))
        {
            var added = Texts(container.ListAt("securityContext", "capabilities", "add"));
            if (pod.TextAt("hostNetwork") == "true")
            {
                added.ShouldBe(["DAC_OVERRIDE"], name);
                continue;
            }

            // The profile "restricted" of the Pod Security Standards.
            added.ShouldBeEmpty(name);
            pod.TextAt("securityContext", "runAsNonRoot").ShouldBe("true", name);
            pod.TextAt("securityContext", "seccompProfile", "type").ShouldBe("RuntimeDefault", name);
            pod.ListAt("volumes").Where(volume => volume.At("hostPath") is not null).ShouldBeEmpty(name);
        }
    }

    /// <summary>The variables that Kubernetes makes of Services could be those of options.</summary>
    [Fact]
    public void No_container_gets_variables_of_Services()
    {
        foreach (var (name, pod, _) in Containers("kubeadm"))
        {
            pod.TextAt("enableServiceLinks").ShouldBe("false", name);
        }
    }

    [Fact]
    public void Every_container_has_resources_and_those_of_DaemonSets_get_no_more_memory_than_they_request()
    {
        foreach (var (name, pod, container) in Containers("kubeadm"))
        {
            var (requests, limits) = (container.At("resources", "requests"), container.At("resources", "limits"));
            requests.TextAt("memory").ShouldNotBeNull(name);
            limits.TextAt("memory").ShouldNotBeNull(name);
            if (pod.TextAt("hostNetwork") == "true")
            {
                limits.TextAt("memory").ShouldBe(requests.TextAt("memory"), name);
                limits.TextAt("cpu").ShouldBeNull($"{name} is busiest when many pods start");
            }
        }
    }

    [Fact]
    public void No_role_reads_secrets_that_it_does_not_name()
    {
        foreach (var role in RamusChart.Objects().Where(
            found => found.TextAt("kind") is "Role" or "ClusterRole"))
        {
            foreach (var rule in role.ListAt("rules"))
            {
                Texts(rule.ListAt("resources")).ShouldNotContain("*");
                Texts(rule.ListAt("verbs")).ShouldNotContain("*");
                if (Texts(rule.ListAt("resources")).Contains("secrets") && !Texts(rule.ListAt("resourceNames")).Any())
                {
                    Texts(rule.ListAt("verbs")).ShouldBe(["create"], role.TextAt("metadata", "name"));
                }
            }
        }
    }

    private static IEnumerable<(string Name, YamlNode Pod, YamlNode Container)> Containers(string platform) =>
        from found in RamusChart.Objects("--set", $"platform={platform}")
        where Workloads.Contains(found.TextAt("kind"))
        let pod = found.At("spec", "template", "spec") ?? found.At("spec")
        from container in pod.ListAt("containers")
        select ($"{found.TextAt("kind")} {found.TextAt("metadata", "name")}", pod, container);

    private static IEnumerable<string> Texts(IEnumerable<YamlNode> nodes) =>
        [.. nodes.OfType<YamlScalarNode>().Select(node => node.Value!)];
}
