using System.Text.Json.Nodes;

namespace Ramus.Cluster.Harness;

/// <summary>Reads the fields of objects that tests need.</summary>
public static class KubernetesObject
{
    public static string Name(this JsonNode entity) => (string)entity["metadata"]!["name"]!;

    public static string Namespace(this JsonNode entity) => (string)entity["metadata"]!["namespace"]!;

    public static string Uid(this JsonNode entity) => (string)entity["metadata"]!["uid"]!;

    public static string? NetworkStatus(this JsonNode pod) =>
        (string?)pod["metadata"]!["annotations"]?["k8s.v1.cni.cncf.io/network-status"];

    public static bool IsReady(this JsonNode pod) => pod.Condition("Ready") == "True";

    public static string? Condition(this JsonNode entity, string type) =>
        (string?)entity["status"]?["conditions"]?.AsArray()
            .FirstOrDefault(condition => (string?)condition!["type"] == type)?["status"];

    public static bool IsEnding(this JsonNode entity) => entity["metadata"]!["deletionTimestamp"] is not null;
}
