using System.Text.Json.Nodes;
using Ramus.Operator.Crd;
using Ramus.Operator.Webhook;
using Ramus.Testing.Kubernetes.Expressions;
using YamlDotNet.RepresentationModel;

namespace Ramus.Operator.Tests.Objects;

/// <summary>
/// The policies of config/admission allow a holder of the operator's token only the objects that the operator really
/// creates. The tests evaluate the policies for these objects and for hostile ones.
/// </summary>
public sealed class AdmissionPolicyTests
{
    private const string Operator = "system:serviceaccount:ramus-system:ramus-operator";
    private const string Mutating = "admissionregistration.k8s.io/mutatingwebhookconfigurations";
    private const string Validating = "admissionregistration.k8s.io/validatingwebhookconfigurations";
    private const string Crds = "apiextensions.k8s.io/customresourcedefinitions";

    private static readonly Lazy<PolicyJudge> Judge = new(() => new(ReadPolicies()));

    private static readonly WebhookSettings Settings = new()
    {
        Namespace = "ramus-system",
        Service = "ramus-webhook",
        Secret = "ramus-webhook-tls",
        Configuration = "ramus",
        FailurePolicy = "Fail",
        TimeoutSeconds = 5,
        CertificateLifetime = TimeSpan.FromDays(90),
    };

    private static readonly RegistrationFacts Facts = new() { HasMatchConditions = true, OwnerUid = "o" };

    private static JsonObject Pods => WebhookRegistration.Wanted(Settings, "ca", Facts);

    private static JsonObject Networks => ValidatingRegistration.Wanted(Settings, null, Facts);

    [Fact]
    public void The_registrations_that_it_makes_pass_as_new_ones_and_as_changed_ones()
    {
        foreach (var (resource, wanted) in new[] { (Mutating, Pods), (Validating, Networks) })
        {
            Verdict(resource, null, wanted).ShouldBeNull();
            Verdict(resource, Changed(wanted, "$.webhooks[0].failurePolicy", "\"Ignore\""), wanted).ShouldBeNull();
        }
    }

    [Fact]
    public void And_so_do_those_in_which_others_have_webhooks_of_their_own()
    {
        var foreign = JsonNode.Parse("""
            { "name": "other", "clientConfig": { "url": "https://x" }, "rules": [ { "apiGroups": [ "*" ] } ] }
            """);
        var before = Pods;
        before["webhooks"]!.AsArray().Add(foreign);
        var now = before.DeepClone();
        now["webhooks"]![0]!["timeoutSeconds"] = 9;

        Verdict(Mutating, before, now).ShouldBeNull();
        Verdict(Mutating, Pods, now).ShouldNotBeNull("the operator itself adds none");
    }

    [Theory]
    [InlineData("$.metadata.name", "\"other\"", "called ramus")]
    [InlineData("$.webhooks[0].clientConfig", """{"url":"https://evil"}""", "the service ramus-webhook")]
    [InlineData("$.webhooks[0].clientConfig.service.name", "\"evil\"", "the service ramus-webhook")]
    [InlineData("$.webhooks[0].clientConfig.service.namespace", "\"evil\"", "the service ramus-webhook")]
    [InlineData("$.webhooks[0].rules[0].resources", """["*"]""", "webhooks for")]
    [InlineData("$.webhooks[0].rules[0].resources", """["secrets"]""", "webhooks for")]
    [InlineData("$.webhooks[0].rules[0].resources", """["pods","secrets"]""", "webhooks for")]
    [InlineData("$.webhooks[0].rules[0].resources", """["pods/exec"]""", "webhooks for")]
    [InlineData("$.webhooks[0].rules[0].apiGroups", """["*"]""", "webhooks for")]
    [InlineData("$.webhooks[0].rules[0].apiGroups", """["rbac.authorization.k8s.io"]""", "webhooks for")]
    [InlineData("$.webhooks[0].namespaceSelector", "{}", "exclude kube-system")]
    [InlineData("$.webhooks[0].namespaceSelector.matchExpressions[0].values", """["x"]""", "exclude kube-system")]
    [InlineData("$.webhooks[0].namespaceSelector.matchExpressions[0].operator", "\"In\"", "exclude kube-system")]
    [InlineData("$.webhooks[0].namespaceSelector.matchExpressions[0].key", "\"k\"", "exclude kube-system")]
    [InlineData("$.metadata.finalizers", """["example.com/f"]""", "finalizers of a webhook configuration")]
    [InlineData("$.metadata.ownerReferences[0].kind", "\"Role\"", "its ClusterRole")]
    [InlineData("$.metadata.ownerReferences[0].name", "\"cluster-admin\"", "its ClusterRole")]
    [InlineData("$.metadata.ownerReferences[0].apiVersion", "\"v1\"", "its ClusterRole")]
    [InlineData("$.metadata.ownerReferences[0].blockOwnerDeletion", "true", "its ClusterRole")]
    public void A_registration_of_anything_else_is_refused(string path, string value, string message)
    {
        foreach (var (resource, wanted) in new[] { (Mutating, Pods), (Validating, Networks) })
        {
            var hostile = Changed(wanted, path, value);

            ShouldBeHeld(resource, null, hostile, message);
            ShouldBeHeld(resource, wanted, hostile, message);
        }
    }

    [Theory]
    [InlineData("""["*"]""")]
    [InlineData("""["CREATE","UPDATE"]""")]
    [InlineData("""["CONNECT"]""")]
    public void Of_pods_only_the_creation_is_seen(string operations) => ShouldBeHeld(
        Mutating, Pods, Changed(Pods, "$.webhooks[0].rules[0].operations", operations), "webhooks for");

    [Theory]
    [InlineData("$.webhooks[3].failurePolicy", "\"Fail\"")]
    [InlineData("$.webhooks[3].rules[0].resources", """["*"]""")]
    [InlineData("$.webhooks[3].rules[0].resources", """["deployments","secrets"]""")]
    [InlineData("$.webhooks[3].rules[0].resources", """["deployments/scale"]""")]
    [InlineData("$.webhooks[3].rules[0].apiGroups", """["*"]""")]
    public void Objects_with_a_pod_template_can_be_seen_but_not_stopped(string path, string value) =>
        ShouldBeHeld(Validating, Networks, Changed(Networks, path, value), "webhooks for");

    [Fact]
    public void Objects_with_a_pod_template_cannot_be_changed()
    {
        var mutating = Pods.DeepClone();
        mutating["webhooks"]![0]!["rules"] = Networks["webhooks"]![3]!["rules"]!.DeepClone();
        mutating["webhooks"]![0]!["failurePolicy"] = "Ignore";

        ShouldBeHeld(Mutating, Pods, mutating, "webhooks for");
    }

    [Fact]
    public void The_definitions_that_it_makes_pass()
    {
        foreach (var crd in CrdDefinition.All)
        {
            var ours = crd.Ours();
            Verdict(Crds, null, ours).ShouldBeNull();
            Verdict(Crds, Changed(ours, "$.spec.conversion", """{"strategy":"Webhook"}"""),
                Changed(ours, "$.spec.conversion", """{"strategy":"Webhook"}""")).ShouldBeNull("it is somebody else's");
        }
    }

    [Theory]
    [InlineData("$.metadata.name", "\"secrets.example.com\"", "the CRDs of networks")]
    [InlineData("$.spec.conversion", """{"strategy":"Webhook","webhook":{}}""", "conversion of a CRD")]
    [InlineData("$.metadata.ownerReferences", """[{"kind":"Node","uid":"gone"}]""", "ownerReferences of a CRD")]
    [InlineData("$.metadata.finalizers", """["example.com/f"]""", "finalizers of a CRD")]
    public void Another_definition_is_refused(string path, string value, string message)
    {
        var ours = CrdDefinition.Networks.Ours();
        var hostile = Changed(ours, path, value);

        ShouldBeHeld(Crds, null, hostile, message);
        ShouldBeHeld(Crds, ours, hostile, message);
    }

    // A default is the configuration of networks without one; a schema without the key drops the configurations.
    [Theory]
    [InlineData("$.default", """{"spec":{"config":"x"}}""", "may not write defaults")]
    [InlineData("$.properties.spec.default", """{"config":"x"}""", "may not write defaults")]
    [InlineData("$.properties.spec.properties.config.default", "\"x\"", "may not write defaults")]
    [InlineData("$.properties.spec", """{"type":"object","properties":{"x":{"type":"string"}}}""", "may not remove")]
    [InlineData("$.properties.spec", """{"type":"object"}""", "may not remove")]
    [InlineData("$.properties.spec.properties.config.type", "\"integer\"", "may not remove")]
    [InlineData("$.properties", """{"metadata":{"type":"object"}}""", "may not remove")]
    public void The_schema_of_networks_keeps_the_configurations_of_their_authors(
        string path, string value, string message)
    {
        var ours = CrdDefinition.Networks.Ours();
        var hostile = Changed(ours, $"$.spec.versions[0].schema.openAPIV3Schema{path[1..]}", value);

        ShouldBeHeld(Crds, null, hostile, message);
        ShouldBeHeld(Crds, ours, hostile, message);
    }

    [Theory]
    [InlineData("""{"type":"object","x-kubernetes-preserve-unknown-fields":true}""")]
    [InlineData("""{"type":"object","properties":{"spec":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}""")]
    [InlineData("""{"type":"object","properties":{"spec":{"type":"object","properties":{"config":{"type":"string"}}}}}""")]
    public void Schemas_of_other_programs_pass(string schema)
    {
        var theirs = Changed(CrdDefinition.Networks.Ours(), "$.spec.versions[0].schema.openAPIV3Schema", schema);

        Verdict(Crds, theirs, theirs).ShouldBeNull();
        Verdict(Crds, theirs, CrdDefinition.Networks.Ours()).ShouldBeNull();
    }

    [Theory]
    [InlineData("$.spec.versions[0].served", "false")]
    [InlineData("$.spec.versions[0].storage", "false")]
    [InlineData("$.spec.versions[0].name", "\"v2\"")]
    public void A_version_stays_what_it_is(string path, string value)
    {
        foreach (var crd in CrdDefinition.All)
        {
            ShouldBeHeld(Crds, crd.Ours(), Changed(crd.Ours(), path, value), "stop or replace a version");
        }
    }

    [Fact]
    public void The_secret_that_it_makes_passes() => Verdict("/secrets", null, Secret()).ShouldBeNull();

    [Theory]
    [InlineData("$.type", "\"kubernetes.io/service-account-token\"", "type kubernetes.io/tls")]
    [InlineData("$.type", "\"Opaque\"", "type kubernetes.io/tls")]
    [InlineData("$.type", "\"bootstrap.kubernetes.io/token\"", "type kubernetes.io/tls")]
    [InlineData("$.metadata.name", "\"other\"", "the secret ramus-webhook-tls")]
    [InlineData("$.metadata.namespace", "\"kube-system\"", "the secret ramus-webhook-tls")]
    [InlineData("$.metadata.finalizers", """["example.com/f"]""", "finalizers of a secret")]
    [InlineData("$.metadata.ownerReferences", """[{"kind":"Node","uid":"gone"}]""", "ownerReferences of a secret")]
    public void Another_secret_is_refused(string path, string value, string message) =>
        ShouldBeHeld("/secrets", null, Changed(Secret(), path, value), message);

    [Theory]
    [InlineData("ramus-operator", null)]
    [InlineData("kube-scheduler", "the lease ramus-operator")]
    public void It_writes_one_lease(string name, string? refusal)
    {
        var lease = JsonNode.Parse($$"""{ "metadata": { "name": "{{name}}", "namespace": "ramus-system" } }""")!;

        Verdict("coordination.k8s.io/leases", null, lease)?.ShouldContain(refusal ?? "nothing");
        (Verdict("coordination.k8s.io/leases", lease, lease) is null).ShouldBe(refusal is null);
    }

    [Theory]
    [InlineData("$.metadata.finalizers", """["example.com/f"]""", "finalizers of a lease")]
    [InlineData("$.metadata.ownerReferences", """[{"kind":"Node","uid":"gone"}]""", "ownerReferences of a lease")]
    public void Its_lease_has_no_finalizers_and_no_owners(string path, string value, string message)
    {
        var lease = JsonNode.Parse("""{ "metadata": { "name": "ramus-operator", "namespace": "ramus-system" } }""")!;

        ShouldBeHeld("coordination.k8s.io/leases", null, Changed(lease, path, value), message);
        ShouldBeHeld("coordination.k8s.io/leases", lease, Changed(lease, path, value), message);
    }

    [Fact]
    public void What_others_write_is_not_judged() =>
        Judge.Value.Verdict(new("system:serviceaccount:kube-system:x", "/secrets", null, Secret()))
            .ShouldBe(PolicyJudge.NotJudged);

    private static string? Verdict(string resource, JsonNode? before, JsonNode now) =>
        Judge.Value.Verdict(new(Operator, resource, before, now));

    // By this validation and no other.
    private static void ShouldBeHeld(string resource, JsonNode? before, JsonNode now, string message)
    {
        Verdict(resource, before, now).ShouldNotBeNull().ShouldContain(message);
        Judge.Value.Without(message).Verdict(new(Operator, resource, before, now)).ShouldBeNull();
    }

    private static JsonNode Secret() =>
        JsonNode.Parse(WebhookCertificates.Make(Settings, TimeProvider.System).ToSecretJson(Settings))!;

    private static JsonNode Changed(JsonNode json, string path, string value)
    {
        var copy = json.DeepClone();
        var steps = path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)
            .Split('.')[1..];
        var parent = steps[..^1].Aggregate(
            copy, (at, step) => int.TryParse(step, out var index) ? at[index]! : at[step]!);
        parent[steps[^1]] = JsonNode.Parse(value);
        return copy;
    }

    private static List<JsonNode> ReadPolicies()
    {
        using var file = File.OpenText(Repository.Path("config/admission/policy.yaml"));
        var yaml = new YamlStream();
        yaml.Load(file);
        return [.. yaml.Documents.Select(document => ToJson(document.RootNode)!)
            .Where(found => (string)found["kind"]! == "ValidatingAdmissionPolicy"
                && (string)found["metadata"]!["name"]! != "ramus-webhook-label")];
    }

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(
            pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, ToJson(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Select(ToJson)]),
        _ => JsonValue.Create(((YamlScalarNode)node).Value),
    };
}
