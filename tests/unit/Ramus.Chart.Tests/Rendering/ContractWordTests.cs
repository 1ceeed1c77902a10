using Ramus.Contract.NodeNetwork;
using Ramus.Contract.Selection;
using YamlDotNet.RepresentationModel;

namespace Ramus.Chart.Tests.Rendering;

/// <summary>
/// A chart cannot import the contract's constants, so these tests compare its spelling with them. CommandTests compares
/// the paths on a node.
/// </summary>
public sealed class ContractWordTests
{
    private const string Networks = "network-attachment-definitions.k8s.cni.cncf.io";

    [Theory]
    [InlineData("ramus-node")]
    [InlineData("ramus-operator")]
    [InlineData("ramus-webhook")]
    [InlineData("ramus-uninstall")]
    public void A_role_names_the_resource_of_the_nodes_reports(string role) =>
        ResourcesOf(Named("ClusterRole", role).ListAt("rules")).ShouldBe([NodeNetworkResource.Plural]);

    [Fact]
    public void And_so_does_the_policy_of_reports() =>
        ResourcesOf(Named("ValidatingAdmissionPolicy", "ramus-node-report")
            .ListAt("spec", "matchConstraints", "resourceRules")).ShouldBe([NodeNetworkResource.Plural]);

    [Theory]
    [InlineData("ramus-operator", "")]
    [InlineData("ramus-uninstall", "uninstall.deleteCrds=true")]
    public void A_role_names_the_definitions_that_it_may_write_or_delete(string role, string setting) =>
        Named("ClusterRole", role, setting).ListAt("rules")
            .Single(rule => Texts(rule, "resources").Contains("customresourcedefinitions"))
            .ListAt("resourceNames").Select(name => name.ToString()).ShouldBe([Networks, NodeNetworkResource.Crd]);

    [Fact]
    public void The_policy_of_pods_names_the_annotations_that_an_agent_writes()
    {
        var spec = Named("ValidatingAdmissionPolicy", "ramus-node-pods").At("spec");

        spec.ListAt("variables").Single(variable => variable.TextAt("name") == "own").TextAt("expression")
            .ShouldBe($"['{Annotations.NetworkStatus}', '{Annotations.NetworkGenerations}']");
        spec.ListAt("validations").Select(validation => validation.TextAt("message")).ShouldContain(
            "of a pod's annotations ramus-node may only write "
            + $"{Annotations.NetworkStatus} and {Annotations.NetworkGenerations}");
    }

    [Fact]
    public void The_entry_of_the_catalogue_names_the_definition_of_reports()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(
            Yaml.Load($"{RamusChart.Folder}/Chart.yaml").TextAt("annotations", "artifacthub.io/crds")!));

        var entry = ((YamlSequenceNode)stream.Documents[0].RootNode)
            .Single(definition => definition.TextAt("kind") == NodeNetworkResource.Kind);

        entry.TextAt("name").ShouldBe(NodeNetworkResource.Crd);
        entry.TextAt("version").ShouldBe(NodeNetworkResource.Version);
    }

    private static YamlMappingNode Named(string kind, string name, string setting = "") =>
        RamusChart.Objects("--set", setting)
            .Single(found => found.TextAt("kind") == kind && found.TextAt("metadata", "name") == name);

    /// <summary>The resources of Ramus' own API group in the rules of a role or a policy.</summary>
    private static IEnumerable<string> ResourcesOf(IEnumerable<YamlNode> rules) =>
        rules.Where(rule => Texts(rule, "apiGroups").Contains(NodeNetworkResource.Group))
            .SelectMany(rule => Texts(rule, "resources"));

    private static IEnumerable<string> Texts(YamlNode rule, string key) =>
        rule.ListAt(key).Select(text => text.ToString());
}
