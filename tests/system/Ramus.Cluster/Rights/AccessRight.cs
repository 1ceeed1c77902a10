using System.Text.Json.Nodes;

namespace Ramus.Cluster.Rights;

/// <summary>The right to one verb on one resource.</summary>
public sealed record AccessRight(string Program, string Group, string Resource, string Verb)
{
    /// <summary>The rights that a rule of a role grants.</summary>
    public static IEnumerable<AccessRight> Of(string program, JsonNode rule) =>
        from @group in Texts(rule["apiGroups"])
        from resource in Texts(rule["resources"])
        from verb in Texts(rule["verbs"])
        select new AccessRight(program, @group, resource, verb);

    /// <summary>The rights that a request needed; none for endpoints open to every user, such as versions.</summary>
    public static IEnumerable<AccessRight> Needed(JsonNode request)
    {
        if (request["objectRef"] is not { } asked)
        {
            return [];
        }

        var resource = (string?)asked["resource"] + (asked["subresource"] is { } part ? $"/{part}" : "");
        var right = new AccessRight(
            ((string)request["user"]!["username"]!).Split(':')[^1], (string?)asked["apiGroup"] ?? "", resource,
            (string)request["verb"]!);

        // An apply that creates the object needs both rights.
        return (int?)request["responseStatus"]?["code"] == 201 ? [right, right with { Verb = "create" }] : [right];
    }

    public override string ToString() => $"{Program}: {Verb} {Resource}{(Group.Length == 0 ? "" : $".{Group}")}";

    private static IEnumerable<string> Texts(JsonNode? list) => list!.AsArray().Select(text => (string)text!);
}
