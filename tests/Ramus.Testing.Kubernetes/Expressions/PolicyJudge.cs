using System.Text.Json.Nodes;

namespace Ramus.Testing.Kubernetes.Expressions;

/// <summary>What an API server says of writes by its ValidatingAdmissionPolicies.</summary>
public sealed class PolicyJudge(IReadOnlyList<JsonNode> policies)
{
    public const string NotJudged = "not judged";

    /// <summary>
    /// The message of the first refusal; null when the policies allow the write, <see cref="NotJudged"/> when none
    /// looks at it. An expression that fails, which an API server takes for a refusal, is an exception.
    /// </summary>
    public string? Verdict(AdmissionWrite write)
    {
        var isJudged = false;
        foreach (var policy in policies.Where(policy => Matches(policy, write)))
        {
            var known = new JsonObject
            {
                ["request"] = write.Request(),
                ["object"] = AsRead(write.Now),
                ["oldObject"] = write.Before is null ? null : AsRead(write.Before),
            };
            if (!Items(policy, "matchConditions").All(condition => IsTrue(condition, known, [])))
            {
                continue;
            }

            isJudged = true;
            var variables = Variables(policy, known);
            if (Items(policy, "validations").FirstOrDefault(each => !IsTrue(each, known, variables)) is { } refusal)
            {
                return (string)refusal["message"]!;
            }
        }

        return isJudged ? null : NotJudged;
    }

    /// <summary>The same policies without the validations whose message has the text.</summary>
    public PolicyJudge Without(string message)
    {
        var copies = policies.Select(policy => policy.DeepClone()).ToList();
        foreach (var validations in copies.Select(policy => policy["spec"]!["validations"]!.AsArray()))
        {
            foreach (var held in validations.Where(each => ((string)each!["message"]!).Contains(message)).ToList())
            {
                validations.Remove(held);
            }
        }

        return new(copies);
    }

    // Numbers that were put into a tree are of many types, those that were read are of one.
    private static JsonNode AsRead(JsonNode node) => JsonNode.Parse(node.ToJsonString())!;

    private static bool Matches(JsonNode policy, AdmissionWrite write) =>
        policy["spec"]!["matchConstraints"]!["resourceRules"]!.AsArray().Any(rule =>
            Has(rule!, "apiGroups", write.Group) && Has(rule!, "resources", write.GroupResource)
            && Has(rule!, "operations", write.Operation));

    private static bool Has(JsonNode rule, string key, string text) =>
        rule[key]!.AsArray().Any(item => (string)item! == text);

    private static Dictionary<string, object?> Variables(JsonNode policy, JsonObject known)
    {
        var values = new Dictionary<string, object?>();
        foreach (var variable in Items(policy, "variables"))
        {
            values[(string)variable["name"]!] =
                ApiExpression.Evaluate((string)variable["expression"]!, known, values);
        }

        return values;
    }

    private static bool IsTrue(JsonNode node, JsonObject known, Dictionary<string, object?> variables) =>
        (bool)ApiExpression.Evaluate((string)node["expression"]!, known, variables)!;

    private static IEnumerable<JsonNode> Items(JsonNode policy, string key) =>
        policy["spec"]![key]?.AsArray().Select(item => item!) ?? [];
}
