using YamlDotNet.RepresentationModel;

namespace Ramus.Chart.Tests.Policies;

/// <summary>Every write that a role allows is limited by names or judged by a policy in force.</summary>
public sealed class CoverageTests
{
    private const string Kind = "ValidatingAdmissionPolicy";
    private static readonly string[] Writes = ["create", "update", "patch", "delete", "deletecollection"];

    // The API server itself keeps everything but the status of a custom resource.
    private static readonly string[] Free = ["k8s.cni.cncf.io/network-attachment-definitions/status"];

    [Theory]
    [InlineData("node", "")]
    [InlineData("operator", "")]
    [InlineData("operator", "operator.labelNodes=true")]
    public void Every_write_of_a_role_is_held(string program, string setting)
    {
        var objects = RamusChart.Objects("--set", setting);
        string[] judged = [.. objects.Where(found => IsPolicyOf(found, program))
            .SelectMany(policy => policy.ListAt("spec", "matchConstraints", "resourceRules")).SelectMany(Resources)];

        var unnamed = objects
            .Where(found => found.TextAt("kind") is "Role" or "ClusterRole"
                && found.TextAt("metadata", "name") == $"ramus-{program}")
            .SelectMany(role => role.ListAt("rules"))
            .Where(rule => Texts(rule, "verbs").Intersect(Writes).Any() && !Texts(rule, "resourceNames").Any())
            .SelectMany(Resources).ToList();

        unnamed.Except(Free).Except(judged).ShouldBeEmpty();
        unnamed.ShouldNotBeEmpty();
    }

    /// <summary>The token of a service account is what Kubernetes writes into a secret of another type.</summary>
    [Fact]
    public void Whatever_is_named_and_can_do_harm_by_its_content_is_judged_too() =>
        RamusChart.Objects().Where(found => IsPolicyOf(found, "operator"))
            .SelectMany(policy => policy.ListAt("spec", "matchConstraints", "resourceRules")).SelectMany(Resources)
            .ShouldBe(
                [
                    "admissionregistration.k8s.io/mutatingwebhookconfigurations",
                    "admissionregistration.k8s.io/validatingwebhookconfigurations",
                    "apiextensions.k8s.io/customresourcedefinitions",
                    "/secrets", "coordination.k8s.io/leases", "/events",
                ],
                ignoreOrder: true);

    [Theory]
    [InlineData("--kube-version", "1.29.9")]
    [InlineData("--kube-version", "1.20.2")]
    [InlineData("--set", "node.admissionPolicy=false,operator.admissionPolicy=false,webhook.labelPolicy=false")]
    public void There_are_none_where_the_API_server_has_none_or_they_are_not_wanted(string option, string value) =>
        RamusChart.Objects(option, value).Select(found => found.TextAt("kind"))
            .ShouldNotContain(kind => kind!.StartsWith(Kind, StringComparison.Ordinal));

    [Fact]
    public void From_Kubernetes_1_30_on_each_is_in_force()
    {
        var objects = RamusChart.Objects("--kube-version", "v1.30.0-eks-1");
        var policies = objects.Where(found => found.TextAt("kind") == Kind).ToList();

        policies.Count.ShouldBe(9);
        foreach (var policy in policies)
        {
            policy.TextAt("spec", "failurePolicy").ShouldBe("Fail");
            var binding = objects.Single(found => found.TextAt("kind") == Kind + "Binding"
                && found.TextAt("spec", "policyName") == policy.TextAt("metadata", "name"));
            Texts(binding.At("spec"), "validationActions").ShouldBe(["Deny"]);
        }
    }

    private static bool IsPolicyOf(YamlMappingNode found, string program) =>
        found.TextAt("kind") == Kind
        && found.TextAt("metadata", "name")!.StartsWith($"ramus-{program}-", StringComparison.Ordinal);

    private static IEnumerable<string> Resources(YamlNode rule) =>
        from @group in Texts(rule, "apiGroups")
        from resource in Texts(rule, "resources")
        select $"{@group}/{resource}";

    private static IEnumerable<string> Texts(YamlNode? node, string key) =>
        node.ListAt(key).OfType<YamlScalarNode>().Select(scalar => scalar.Value!);
}
