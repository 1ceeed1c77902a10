using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ramus.Contract.Admission;
using Ramus.Contract.Selection;
using Ramus.Validation;

namespace Ramus.Operator.Webhook;

/// <summary>
/// CEL expressions with which the API server skips requests that the webhook would not change, refuse or warn
/// about. They may select too many requests, because the webhook checks again, but never too few. Pure.
/// </summary>
internal static class MatchConditions
{
    private static readonly string[] PodAnnotations =
        [Annotations.Networks, Annotations.DefaultNetwork, .. Annotations.OfAttachedPods];

    /// <summary>Pods that have an annotation of Ramus, or into which the settings inject something.</summary>
    public static JsonArray Pods(InjectionSettings injection) =>
        new(Condition("selects-networks", SelectsNetworks(injection)));

    /// <summary>
    /// Other pods that may need a warning: they have an annotation or a label like ours, or host ports. On pods with
    /// hostNetwork the API server itself sets host ports.
    /// </summary>
    public static JsonArray PodHints(InjectionSettings injection) => new(
        Condition("selects-no-networks", $"!({SelectsNetworks(injection)})"),
        Condition(
            "may-need-a-warning",
            $"{HasOneLikeOurs("metadata.annotations")} || {HasOneLikeOurs("metadata.labels")} "
            + "|| (has(object.spec) && !(has(object.spec.hostNetwork) && object.spec.hostNetwork) "
            + $"&& ({HaveHostPort("containers")} || {HaveHostPort("initContainers")}))"));

    /// <summary>
    /// Objects with a pod template that have an annotation or a label like ours, and that no other object owns: their
    /// owner is the object that a user would correct.
    /// </summary>
    public static JsonArray WorkloadHints() => new(
        Condition("has-no-owner", "!has(object.metadata.ownerReferences)"),
        Condition("may-need-a-warning", string.Join(
            " || ",
            Workload.All
                .SelectMany(static workload => (string[])[.. workload.AllAnnotations, .. workload.AllLabels])
                .Distinct(StringComparer.Ordinal).Select(HasOneLikeOurs))));

    /// <summary>New networks, and networks whose spec or an annotation that rules read changes.</summary>
    public static JsonArray Networks()
    {
        var keys = string.Join(", ", NetworkObject.JudgedAnnotations.Select(key => $"'{key}'"));
        return new JsonArray(Condition(
            "judged-parts-change",
            "request.operation != 'UPDATE' || !has(object.spec) || !has(oldObject.spec) "
            + "|| object.spec != oldObject.spec "
            + $"|| [{keys}].exists(key, {Annotation("object")} != {Annotation("oldObject")})"));
    }

    private static string SelectsNetworks(InjectionSettings injection)
    {
        var keys = string.Join(", ", PodAnnotations.Select(key => $"'{key}'"));
        List<string> reasons =
        [
            $"(has(object.metadata.annotations) && [{keys}].exists(key, key in object.metadata.annotations))",
        ];
        if (injection.Injections.Count > 0)
        {
            // As network-resources-injector, in any case: true, True, TRUE.
            var labels = string.Join(", ", injection.Injections.Select(rule => Text(rule.Label)));
            reasons.Add(
                $"(has(object.metadata.labels) && [{labels}].exists(key, key in object.metadata.labels "
                + "&& object.metadata.labels[key].matches('^(?i)true$')))");
        }

        var namespaces = injection.Attachments.SelectMany(rule => rule.Namespaces).Distinct().ToList();
        if (namespaces.Count > 0)
        {
            var patterns = namespaces.Select(name => Regex.Escape(name).Replace("\\*", ".*", StringComparison.Ordinal));
            reasons.Add($"request.namespace.matches({Text($"^({string.Join('|', patterns)})$")})");
        }

        return string.Join(" || ", reasons);
    }

    // Each part of the path may be absent.
    private static string HasOneLikeOurs(string path)
    {
        var parts = path.Split('.');
        var present = Enumerable.Range(1, parts.Length)
            .Select(length => $"has(object.{string.Join('.', parts.Take(length))})");
        return $"({string.Join(" && ", present)} && object.{path}.exists(key, "
            + "key.matches('(?i)(cncf|[.]cni[.]|multus|ramus[.]dev)')))";
    }

    private static string HaveHostPort(string list) =>
        $"(has(object.spec.{list}) && object.spec.{list}.exists(container, has(container.ports) "
        + "&& container.ports.exists(port, has(port.hostPort) && port.hostPort > 0)))";

    private static string Annotation(string version) =>
        $"(has({version}.metadata.annotations) && key in {version}.metadata.annotations "
        + $"? {version}.metadata.annotations[key] : '')";

    private static JsonObject Condition(string name, string expression) =>
        new() { ["name"] = name, ["expression"] = expression };

    private static string Text(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
