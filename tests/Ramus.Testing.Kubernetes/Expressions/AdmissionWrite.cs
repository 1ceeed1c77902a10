using System.Text.Json.Nodes;

namespace Ramus.Testing.Kubernetes.Expressions;

/// <summary>A write as admission sees it: who, and the object before (null: it is created) and after.</summary>
/// <param name="User">The name of the user.</param>
/// <param name="Resource">With the API group in front, and the subresource behind: "apps/deployments/status".</param>
/// <param name="Before">The object that is there.</param>
/// <param name="Now">The object as it would be stored.</param>
public sealed record AdmissionWrite(string User, string Resource, JsonNode? Before, JsonNode Now)
{
    /// <summary>The node that the token names; null when it names none.</summary>
    public string? Node { get; init; }

    public string Operation => Before is null ? "CREATE" : "UPDATE";

    public string Group => Resource.Split('/', 2)[0];

    public string GroupResource => Resource.Split('/', 2)[1];

    internal JsonObject Request() => new()
    {
        ["operation"] = Operation,
        ["namespace"] = (string?)Now["metadata"]!["namespace"] ?? "",
        ["resource"] = new JsonObject { ["resource"] = GroupResource.Split('/')[0] },
        ["userInfo"] = new JsonObject
        {
            ["username"] = User,
            ["extra"] = Node is null
                ? new JsonObject { ["authentication.kubernetes.io/pod-name"] = new JsonArray("ramus-node-x") }
                : new JsonObject { ["authentication.kubernetes.io/node-name"] = new JsonArray(Node) },
        },
    };
}
