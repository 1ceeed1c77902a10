using System.Text.Json.Nodes;
using Ramus.Testing.Kubernetes.Expressions;

namespace Ramus.Chart.Tests.Policies;

/// <summary>The chart's policies, and changes of objects to try on them.</summary>
internal static class ChartPolicies
{
    public const string Agent = "system:serviceaccount:ramus-system:ramus-node";
    public const string Operator = "system:serviceaccount:ramus-system:ramus-operator";

    private static readonly Lazy<PolicyJudge> Rendered = new(() => new([.. RamusChart
        .Objects("--set", "operator.labelNodes=true")
        .Where(found => found.TextAt("kind") == "ValidatingAdmissionPolicy"
            && found.TextAt("metadata", "name") != "ramus-webhook-label")
        .Select(found => found.ToJson()!)]));

    public static PolicyJudge Judge => Rendered.Value;

    /// <summary>The object after a merge patch.</summary>
    public static JsonNode Patched(string json, string patch) => Merge(JsonNode.Parse(json), JsonNode.Parse(patch))!;

    /// <summary>That the write is refused by the validation with this message and by no other.</summary>
    public static void ShouldBeHeld(AdmissionWrite write, string message)
    {
        Judge.Verdict(write).ShouldNotBeNull().ShouldContain(message);
        Judge.Without(message).Verdict(write).ShouldBeNull("something else refuses it too");
    }

    private static JsonNode? Merge(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
        {
            return patch?.DeepClone();
        }

        var merged = target is JsonObject present ? (JsonObject)present.DeepClone() : [];
        foreach (var (key, change) in changes)
        {
            var value = Merge(merged[key], change);
            merged.Remove(key);
            if (value is not null)
            {
                merged[key] = value;
            }
        }

        return merged;
    }
}
