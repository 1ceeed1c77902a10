using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ramus.Contract.Admission;
using Ramus.Contract.Selection;
using Ramus.Validation;

namespace Ramus.Operator.Webhook;

/// <summary>
/// Expressions by which the API server itself tells what is none of the webhook's business. They may let too much
/// through, never too little: the webhook looks again. Pure.
/// </summary>
internal static class MatchConditions
{
    private static readonly string[] PodAnnotations =
        [Annotations.Networks, Annotations.DefaultNetwork, .. Annotations.OfAttachedPods];

    /// <summary>Pods that carry an annotation of ours, or that the settings inject something into.</summary>
    public static JsonArray Pods(InjectionSettings injection)
    {
        var keys = string.Join(", ", PodAnnotations.Select(key => $"'{key}'"));
        List<string> reasons =
        [
            $"(has(object.metadata.annotations) && [{keys}].exists(key, key in object.metadata.annotations))",
        ];
        if (injection.Injections.Count > 0)
        {
            var labels = string.Join(", ", injection.Injections.Select(rule => Text(rule.Label)));
            reasons.Add(
                $"(has(object.metadata.labels) && [{labels}].exists(key, key in object.metadata.labels "
                + "&& object.metadata.labels[key] == 'true'))");
        }

        var namespaces = injection.Attachments.SelectMany(rule => rule.Namespaces).Distinct().ToList();
        if (namespaces.Count > 0)
        {
            var patterns = namespaces.Select(name => Regex.Escape(name).Replace("\\*", ".*", StringComparison.Ordinal));
            reasons.Add($"request.namespace.matches({Text($"^({string.Join('|', patterns)})$")})");
        }

        return Condition("selects-networks", string.Join(" || ", reasons));
    }

    /// <summary>Networks that are new, or whose specification or an annotation that rules read changes.</summary>
    public static JsonArray Networks()
    {
        var keys = string.Join(", ", NetworkObject.JudgedAnnotations.Select(key => $"'{key}'"));
        return Condition(
            "judged-parts-change",
            "request.operation != 'UPDATE' || !has(object.spec) || !has(oldObject.spec) "
            + "|| object.spec != oldObject.spec "
            + $"|| [{keys}].exists(key, {Annotation("object")} != {Annotation("oldObject")})");
    }

    private static string Annotation(string version) =>
        $"(has({version}.metadata.annotations) && key in {version}.metadata.annotations "
        + $"? {version}.metadata.annotations[key] : '')";

    private static JsonArray Condition(string name, string expression) =>
        new(new JsonObject { ["name"] = name, ["expression"] = expression });

    private static string Text(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
