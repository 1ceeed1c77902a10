using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Contract.NodeNetwork;
using Ramus.Operator.Crd;
using YamlDotNet.RepresentationModel;

namespace Ramus.Operator.Tests.Crd;

public sealed class CrdDefinitionTests
{
    [Theory]
    [InlineData("network-attachment-definitions")]
    [InlineData(NodeNetworkResource.Plural)]
    public void The_embedded_definition_is_the_one_in_config(string name)
    {
        using var file = File.OpenText(Path.Combine(AppContext.BaseDirectory, "crd", name + ".yaml"));
        var yaml = new YamlStream();
        yaml.Load(file);

        var fromYaml = ToJson(yaml.Documents.ShouldHaveSingleItem().RootNode)!;

        fromYaml.ToJsonString().ShouldBe(
            CrdDefinition.All.Single(crd => crd.Name.StartsWith(name, StringComparison.Ordinal)).Ours().ToJsonString());
    }

    [Fact]
    public void A_cluster_without_a_definition_gets_ours() =>
        JsonNode.DeepEquals(CrdDefinition.Networks.Missing(null), CrdDefinition.Networks.Ours()).ShouldBeTrue();

    [Fact]
    public void Our_own_definition_lacks_nothing() =>
        CrdDefinition.Networks.Missing(Element(CrdDefinition.Networks.Ours())).ShouldBeNull();

    [Fact]
    public void A_definition_with_more_than_ours_is_left_alone()
    {
        var crd = CrdDefinition.Networks.Ours();
        var spec = crd["spec"]!;
        ((JsonArray)spec["names"]!["shortNames"]!).Add((JsonNode)"networks");
        spec["names"]!["categories"] = new JsonArray("all");
        spec["conversion"] = new JsonObject { ["strategy"] = "None" };
        spec["versions"]![0]!["schema"]!["openAPIV3Schema"]!["properties"]!["spec"]!["properties"]!["vendor"] =
            new JsonObject { ["type"] = "string" };

        CrdDefinition.Networks.Missing(Element(crd)).ShouldBeNull();
    }

    [Fact]
    public void The_usual_definition_of_multus_is_completed_and_keeps_its_own()
    {
        var missing = CrdDefinition.Networks.Missing(Parse("""
            {"spec":{"group":"k8s.cni.cncf.io","scope":"Namespaced",
             "names":{"plural":"network-attachment-definitions","singular":"network-attachment-definition",
                      "kind":"NetworkAttachmentDefinition","shortNames":["net-attach-def"]},
             "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object",
               "description":"theirs",
               "properties":{"spec":{"type":"object","properties":{"config":{"type":"string"}}}}}}}]}}
            """)).ShouldNotBeNull();

        var version = missing["spec"]!["versions"]![0]!;
        var schema = version["schema"]!["openAPIV3Schema"]!;
        schema["description"]!.GetValue<string>().ShouldBe("theirs");
        var config = schema["properties"]!["spec"]!["properties"]!["config"]!;
        config["type"]!.GetValue<string>().ShouldBe("string");
        config["description"]!.GetValue<string>().ShouldContain("JSON text");
        schema["properties"]!["status"]!["properties"]!["observedGeneration"].ShouldNotBeNull();
        version["subresources"]!.ToJsonString().ShouldBe("""{"status":{}}""");
        ((JsonArray)version["additionalPrinterColumns"]!).Select(c => c!["name"]!.GetValue<string>())
            .ShouldBe(["Type", "Resource", "Valid", "Nodes", "Pods", "Outdated", "Age"]);
        missing["spec"]!["names"]!["shortNames"]!.ToJsonString().ShouldBe("""["net-attach-def","nad"]""");
        missing["spec"]!["names"]!["singular"].ShouldBeNull();
    }

    [Fact]
    public void Columns_of_others_stay_in_front_and_ours_of_an_earlier_version_are_put_in_order()
    {
        var crd = CrdDefinition.Networks.Ours();
        crd["spec"]!["versions"]![0]!["additionalPrinterColumns"] = JsonNode.Parse("""
            [{"name":"Resource","type":"string","jsonPath":".theirs"},{"name":"Owner","type":"string","jsonPath":".o"},
             {"name":"AGE","type":"date","jsonPath":".metadata.creationTimestamp"}]
            """);

        var columns = (JsonArray)CrdDefinition.Networks.Missing(Element(crd))!
            ["spec"]!["versions"]![0]!["additionalPrinterColumns"]!;

        columns.Select(c => c!["name"]!.GetValue<string>())
            .ShouldBe(["Owner", "Type", "Resource", "Valid", "Nodes", "Pods", "Outdated", "AGE"]);
        columns[2]!["jsonPath"]!.GetValue<string>().ShouldBe(".theirs");
    }

    [Fact]
    public void A_status_of_an_earlier_version_gets_the_new_fields_and_loses_none()
    {
        var crd = CrdDefinition.Networks.Ours();
        crd["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["properties"]!["status"]!["properties"] =
            JsonNode.Parse("""{"old":{"type":"string"},"pods":{"type":"integer"}}""");

        var status = CrdDefinition.Networks.Missing(Element(crd))!
            ["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["properties"]!["status"]!["properties"]!;

        status["old"].ShouldNotBeNull();
        status["conditions"].ShouldNotBeNull();
        status["pods"]!["format"].ShouldBeNull();
    }

    [Fact]
    public void Other_versions_stay_and_ours_is_added_beside_them()
    {
        var crd = CrdDefinition.Networks.Ours();
        crd["spec"]!["versions"]![0]!["name"] = "v2";

        var versions = (JsonArray)CrdDefinition.Networks.Missing(Element(crd))!["spec"]!["versions"]!;

        versions.Select(v => v!["name"]!.GetValue<string>()).ShouldBe(["v2", "v1"]);
        versions.Select(v => v!["storage"]!.GetValue<bool>()).ShouldBe([true, false]);
    }

    [Fact]
    public void A_definition_of_2018_that_kept_every_field_goes_on_keeping_them()
    {
        var missing = CrdDefinition.Networks.Missing(Parse("""
            {"spec":{"group":"k8s.cni.cncf.io","scope":"Namespaced","preserveUnknownFields":true,
             "names":{"plural":"network-attachment-definitions","kind":"NetworkAttachmentDefinition"},
             "versions":[{"name":"v1","served":true,"storage":true}]}}
            """)).ShouldNotBeNull();

        missing["spec"]!["preserveUnknownFields"]!.GetValue<bool>().ShouldBeFalse();
        var schema = missing["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!;
        schema["x-kubernetes-preserve-unknown-fields"]!.GetValue<bool>().ShouldBeTrue();
        schema["properties"]!["spec"]!["x-kubernetes-preserve-unknown-fields"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public void A_definition_of_another_kind_is_an_error_for_the_administrator()
    {
        var crd = CrdDefinition.Networks.Ours();
        crd["spec"]!["scope"] = "Cluster";

        Should.Throw<CrdConflictException>(() => CrdDefinition.Networks.Missing(Element(crd)))
            .Message.ShouldContain("scope Cluster");
    }

    [Theory]
    [InlineData("""{}""", "the API server has not processed it yet")]
    [InlineData("""{"status":{"conditions":[]}}""", "not established yet")]
    [InlineData("""{"status":{"conditions":[{"type":"Established","status":"True"}]}}""", null)]
    [InlineData(
        """{"status":{"conditions":[{"type":"NamesAccepted","status":"False","message":"nad is in use"}]}}""",
        "NamesAccepted is not true: nad is in use")]
    public void The_reason_why_a_CRD_is_not_established_is_reported(string crd, string? reason) =>
        CrdDefinition.NotEstablishedReason(Parse(crd)).ShouldBe(reason);

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static JsonElement Element(JsonNode node) => Parse(node.ToJsonString());

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(
            pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, ToJson(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Select(ToJson)]),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: "true" or "false" } flag =>
            flag.Value == "true",
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } number
            when int.TryParse(number.Value, CultureInfo.InvariantCulture, out var value) => value,
        YamlScalarNode text => JsonValue.Create(text.Value),
        _ => null,
    };
}
