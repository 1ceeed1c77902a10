using System.Text.Json.Nodes;

namespace Ramus.Testing.Kubernetes.RealApi;

/// <summary>NetworkAttachmentDefinitions on the real API server.</summary>
public static class Nads
{
    public const string Crd =
        "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/network-attachment-definitions.k8s.cni.cncf.io";

    public const string Good = """
        {"cniVersion":"1.0.0","type":"macvlan","master":"eth1","ipam":{"type":"host-local","subnet":"10.1.2.0/24"}}
        """;

    public const string Broken = """{"cniVersion":"1.0.0","type":""";

    public static string ListPath(string @namespace) =>
        $"/apis/k8s.cni.cncf.io/v1/namespaces/{@namespace}/network-attachment-definitions";

    public static string PathOf(string @namespace, string name) => $"{ListPath(@namespace)}/{name}";

    public static JsonObject Of(string name, string config) => new()
    {
        ["apiVersion"] = "k8s.cni.cncf.io/v1",
        ["kind"] = "NetworkAttachmentDefinition",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject { ["config"] = config },
    };

    public static JsonObject Spec(string config) => new() { ["spec"] = new JsonObject { ["config"] = config } };

    public static string? Condition(this JsonNode network, string type) =>
        (string?)network["status"]?["conditions"]?.AsArray()
            .FirstOrDefault(condition => (string?)condition!["type"] == type)?["status"];

    /// <summary>True when the status covers the current generation and its condition Valid has this value.</summary>
    public static bool IsJudged(this JsonNode network, bool isValid) =>
        (long?)network["status"]?["observedGeneration"] == (long)network["metadata"]!["generation"]!
        && network.Condition("Valid") == (isValid ? "True" : "False");

    /// <summary>True when the status matches the validity of the configuration.</summary>
    public static bool IsRight(this JsonNode network) =>
        network.IsJudged(!((string)network["spec"]!["config"]!).EndsWith(':'));
}
