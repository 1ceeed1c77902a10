using System.Text;
using Ramus.Contract.Admission;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Tests.Admission;

public sealed class InjectionReadingTests
{
    private const string Usual = """
        { "op": "add", "path": "/metadata/annotations", "value": { "v1.multus-cni.io/default-network": "sriov-net" } }
        """;

    [Fact]
    public void An_empty_object_is_what_it_was_at_the_start()
    {
        var initial = InjectionSettings.Default with { HugePageFiles = true };

        var read = InjectionReading.Parse("{}"u8.ToArray(), "config.json", initial);

        read.Settings.HugePageFiles.ShouldBeTrue();
        read.Settings.HonorExistingResources.ShouldBeFalse();
        read.Settings.Injections.ShouldBeEmpty();
        read.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", true, false)]
    [InlineData("\"enableHugePageDownApi\": false", false, false)]
    [InlineData("\"enableHugePageDownApi\": true, \"enableHonorExistingResources\": true", true, true)]
    [InlineData("\"enableHonorExistingResources\": true", true, true)]
    public void A_switch_that_is_not_there_is_as_at_the_start(string features, bool hugePages, bool honors)
    {
        var initial = InjectionSettings.Default with { HugePageFiles = true };

        var read = InjectionReading.Parse(
            Encoding.UTF8.GetBytes($"{{\"features\":{{{features}}}}}"), "config.json", initial).Settings;

        (read.HugePageFiles, read.HonorExistingResources).ShouldBe((hugePages, honors));
        initial.HugePageFiles.ShouldBeTrue();
    }

    [Fact]
    public void A_misspelt_switch_is_told_of()
    {
        var read = Read("""{ "features": { "enableHugePageDownAPIs": true } }""");

        read.Settings.HugePageFiles.ShouldBeFalse();
        read.Warnings.ShouldHaveSingleItem().ShouldStartWith(
            "'features' of config.json has the unknown key 'enableHugePageDownAPIs'; "
            + "known keys: enableHugePageDownApi, ");
    }

    [Fact]
    public void An_injection_is_kept_under_its_label()
    {
        var injection = Read($"{{\"user-defined-injections\":{{\"sriov\":{Usual}}}}}").Settings.Injections.Single();

        injection.Label.ShouldBe("sriov");
        injection.Annotations[Annotations.DefaultNetwork].ShouldBe("sriov-net");
    }

    [Theory]
    [InlineData("5", "the value is not an object")]
    [InlineData("""{ "op": 5, "path": "/metadata/annotations", "value": {} }""", "'op' must be \"add\"")]
    [InlineData("""{ "path": "/metadata/annotations", "value": {} }""", "'op' must be \"add\"")]
    [InlineData("""{ "op": "add", "path": "/metadata/supprise", "value": {} }""", "'path' must be ")]
    [InlineData("""{ "op": "add", "path": "/metadata/annotations", "value": [] }""", "'value' must be an object")]
    [InlineData("""{ "op": "add", "path": "/metadata/annotations", "value": { "a": 1 } }""", "the value of 'a' is not")]
    [InlineData(
        """{ "op": "add", "path": "/metadata/annotations", "value": { "k8s.v1.cni.cncf.io/networks": "a/b/c" } }""",
        "more than one '/'")]
    public void A_wrong_injection_is_left_out_and_the_others_stay(string operation, string fault)
    {
        var read = Read($"{{\"user-defined-injections\":{{\"good\":{Usual},\"wrong\":{operation}}}}}");

        read.Settings.Injections.ShouldHaveSingleItem().Label.ShouldBe("good");
        read.Warnings.ShouldHaveSingleItem().ShouldContain(fault);
        read.Warnings[0].ShouldStartWith("user-defined-injections['wrong'] of config.json is ignored: ");
    }

    [Fact]
    public void Labels_that_differ_in_case_are_two() =>
        Read($"{{\"user-defined-injections\":{{\"Sriov\":{Usual},\"sriov\":{Usual}}}}}")
            .Settings.Injections.Select(injection => injection.Label).ShouldBe(["Sriov", "sriov"]);

    [Fact]
    public void An_unknown_key_is_told_of_and_the_rest_holds()
    {
        var read = Read($"{{\"networkResourceNameKeys\":[\"a\"],\"user-defined-injections\":{{\"sriov\":{Usual}}}}}");

        read.Settings.Injections.Count.ShouldBe(1);
        read.Warnings.ShouldHaveSingleItem().ShouldContain("'networkResourceNameKeys'");
    }

    [Fact]
    public void An_attachment_is_for_namespaces_and_labels()
    {
        var rule = Read("""
            { "attachments": [ { "namespaces": ["team-*"], "podSelector": "app=web", "networks": "shared/blue" } ] }
            """).Settings.Attachments.Single();

        rule.Matches("team-a", new Dictionary<string, string> { ["app"] = "web" }).ShouldBeTrue();
        rule.Matches("team-a", new Dictionary<string, string>()).ShouldBeFalse();
        rule.Matches("other", new Dictionary<string, string> { ["app"] = "web" }).ShouldBeFalse();
    }

    [Fact]
    public void Every_key_of_ours_is_read()
    {
        var settings = Read("""
            {
              "injectedNetworks": "replace", "nodeSelectorConflict": "network", "lookupFailure": "allow",
              "networkStatus": "remove", "mostNetworks": 3, "avoidNodesWithoutNetwork": true,
              "resourceClaimTemplates": { "intel.com/sriov": "sriov-vf" }
            }
            """).Settings;

        settings.ReplacesNetworks.ShouldBeTrue();
        settings.NetworkSelectorWins.ShouldBeTrue();
        settings.AllowsFailedLookup.ShouldBeTrue();
        settings.RemovesForgedStatus.ShouldBeTrue();
        settings.MostNetworks.ShouldBe(3);
        settings.AvoidsNodesWithoutNetwork.ShouldBeTrue();
        settings.ResourceClaimTemplates["intel.com/sriov"].ShouldBe("sriov-vf");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{ "features": [] }""")]
    [InlineData("""{ "features": { "enableHonorExistingResources": "yes" } }""")]
    [InlineData("""{ "user-defined-injections": [] }""")]
    [InlineData("""{ "attachments": [ { "networks": "blue" } ] }""")]
    [InlineData("""{ "attachments": [ { "namespaces": ["*"] } ] }""")]
    [InlineData("""{ "attachments": [ { "namespaces": ["*"], "networks": "a@b@c" } ] }""")]
    [InlineData("""{ "attachments": [ { "namespaces": ["*"], "networks": "a", "network": "b" } ] }""")]
    [InlineData("""{ "attachments": [ { "podSelector": "a in b", "networks": "a" } ] }""")]
    [InlineData("""{ "injectedNetworks": "both" }""")]
    [InlineData("""{ "mostNetworks": 65 }""")]
    [InlineData("""{ "mostNetworks": -1 }""")]
    [InlineData("""{ "resourceClaimTemplates": { "intel.com/sriov": "No Name" } }""")]
    public void Anything_else_is_no_settings(string text) =>
        Should.Throw<ContractException>(() => Read(text)).Message.ShouldContain("config.json");

    private static InjectionReading Read(string text) =>
        InjectionReading.Parse(Encoding.UTF8.GetBytes(text), "config.json", InjectionSettings.Default);
}
