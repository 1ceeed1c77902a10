using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Contract.Selection;
using Ramus.Webhook.Admission;
using Ramus.Webhook.Pods;
using Ramus.Webhook.Tests.Serving;

namespace Ramus.Webhook.Tests.Pods;

/// <summary>The warnings about a Deployment and the other objects with a pod template.</summary>
public sealed class WorkloadHintsTests
{
    private const string Networks = "k8s.v1.cni.cncf.io/networks";

    public static TheoryData<string> Kinds => [.. Workload.All.Select(static workload => workload.Kind)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_template_whose_pods_will_be_refused_is_told_at_once(string kind)
    {
        (await HintsAsync(kind, template: (Networks, "blue,none"))).ShouldBe(
        [
            $"no pod can be created: the template: annotation {Networks} selects shop/none, but namespace shop has no "
            + "NetworkAttachmentDefinition none; create it, or correct the annotation",
        ]);
        (await HintsAsync(kind, template: (Networks, "[{"))).ShouldHaveSingleItem()
            .ShouldContain("the text ends too early; add the missing '}'");
        (await HintsAsync(kind, template: (Networks, "blue"))).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_annotation_in_the_wrong_place_is_told(string kind) =>
        (await HintsAsync(kind, own: (Networks, "blue"))).ShouldBe(
        [
            $"annotation {Networks} has no effect on a {kind}: move it to "
            + kind switch
            {
                "CronJob" => "spec.jobTemplate.spec.template.metadata.annotations",
                "PodTemplate" => "template.metadata.annotations",
                _ => "spec.template.metadata.annotations",
            },
        ]);

    [Fact]
    public async Task An_annotation_on_the_template_of_Jobs_is_told() =>
        (await HintsAsync("CronJob", outer: (Networks, "blue"))).ShouldHaveSingleItem()
            .ShouldStartWith($"annotation {Networks} has no effect on spec.jobTemplate: move it to ");

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_misspelt_annotation_in_the_template_is_told(string kind) =>
        (await HintsAsync(kind, template: ("k8s.v1.cni.cncf.io/network", "blue"))).ShouldBe(
            [$"annotation k8s.v1.cni.cncf.io/network has no effect; did you mean {Networks}?"]);

    [Fact]
    public async Task Labels_with_the_key_of_an_annotation_are_told()
    {
        var workload = Workload.OfKind("Deployment")!;
        var o = Build(workload, null, null, null);
        o["metadata"]!["labels"] = new JsonObject { [Networks] = "blue", ["app"] = "web" };
        o["spec"]!["template"]!["metadata"]!["labels"] = new JsonObject { [Networks] = "blue" };

        (await ReviewAsync(workload, "CREATE", o)).Warnings.ShouldBe(
        [
            $"{Networks} has no effect as a label; move it to spec.template.metadata.annotations",
            $"{Networks} has no effect as a label; move it to metadata.annotations",
        ]);
    }

    [Theory]
    [InlineData("DELETE", "apps", "deployments")]
    [InlineData("CREATE", "example.com", "deployments")]
    [InlineData("CREATE", "apps", "controllerrevisions")]
    public async Task Other_requests_get_no_warnings(string operation, string group, string resource)
    {
        var workload = Workload.OfKind("Deployment")! with { Group = group, Plural = resource };

        (await ReviewAsync(workload, operation, Build(workload, (Networks, "none"), null, (Networks, "none"))))
            .Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"metadata":7}""")]
    [InlineData("""{"metadata":{"annotations":7},"spec":7}""")]
    [InlineData("""{"spec":{"template":[]}}""")]
    [InlineData("""{"spec":{"template":{"metadata":7,"spec":7}}}""")]
    [InlineData("[]")]
    public async Task Objects_of_another_form_are_allowed(string workload) =>
        (await ReviewAsync(Workload.OfKind("Deployment")!, "CREATE", JsonNode.Parse(workload)!)).IsAllowed
            .ShouldBeTrue();

    private static async Task<IReadOnlyList<string>> HintsAsync(
        string kind, (string Key, string Value)? own = null, (string Key, string Value)? outer = null,
        (string Key, string Value)? template = null)
    {
        var workload = Workload.OfKind(kind)!;
        var decision = await ReviewAsync(workload, "CREATE", Build(workload, own, outer, template));
        decision.IsAllowed.ShouldBeTrue();
        return decision.Warnings;
    }

    private static JsonObject Build(
        Workload workload, (string Key, string Value)? own, (string Key, string Value)? outer,
        (string Key, string Value)? template)
    {
        var containers = new JsonArray(new JsonObject { ["name"] = "app" });
        var pod = new JsonObject
        {
            ["metadata"] = Metadata(template),
            ["spec"] = new JsonObject { ["containers"] = containers },
        };
        var spec = new JsonObject { ["template"] = pod };
        if (workload.Outer.Count > 0)
        {
            spec = new JsonObject
            {
                ["jobTemplate"] = new JsonObject { ["metadata"] = Metadata(outer), ["spec"] = spec },
            };
        }

        var o = new JsonObject { ["kind"] = workload.Kind, ["metadata"] = Metadata(own), ["spec"] = spec };
        if (workload.Kind == "PodTemplate")
        {
            o = new JsonObject { ["metadata"] = Metadata(own), ["template"] = pod.DeepClone() };
        }

        return o;
    }

    private static JsonObject Metadata((string Key, string Value)? annotation) => annotation is { } one
        ? new JsonObject { ["name"] = "web", ["annotations"] = new JsonObject { [one.Key] = one.Value } }
        : new JsonObject { ["name"] = "web" };

    private static async Task<AdmissionDecision> ReviewAsync(Workload workload, string operation, JsonNode o)
    {
        var review = Review.Of(o, "shop");
        review["request"]!["operation"] = operation;
        review["request"]!["resource"] = new JsonObject
        {
            ["group"] = workload.Group,
            ["version"] = "v1",
            ["resource"] = workload.Plural,
        };
        using var document = JsonDocument.Parse(review.ToJsonString());
        using var networks = JsonDocument.Parse(
            """[{"metadata":{"namespace":"shop","name":"blue"},"spec":{"config":"{\"cniVersion\":\"1.0.0\",\"type\":\"a\"}"}}]""");
        var pods = new PodAdmission(new ListedNetworks(networks.RootElement), new PodContext());
        return await new WorkloadHints(pods).DecideAsync(
            AdmissionRequest.Read(document.RootElement), TestContext.Current.CancellationToken);
    }
}
