using System.Text.RegularExpressions;

namespace Ramus.Validation.Json;

/// <summary>Variables like <c>${node.name}</c> in texts of a configuration, replaced on each node.</summary>
internal static partial class NodeVariableText
{
    /// <summary>On a network: <c>node</c> has the variables replaced.</summary>
    public const string Annotation = "ramus.dev/render";

    public const string Known =
        "${node.name}, ${node.labels['key']}, ${node.annotations['key']}, ${node.podCIDR} and ${node.internalIP}";

    public static bool AreIn(string text) => text.Contains("${", StringComparison.Ordinal);

    /// <summary>The first variable that no node agent knows, or null.</summary>
    public static string? FirstUnknown(string text)
    {
        for (var at = text.IndexOf("${", StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf("${", at + 2, StringComparison.Ordinal))
        {
            var end = text.IndexOf('}', at);
            var variable = end < 0 ? text[at..] : text[at..(end + 1)];
            if (!Variable().IsMatch(variable))
            {
                return variable;
            }
        }

        return null;
    }

    [GeneratedRegex(@"\A\$\{node\.(name|podCIDR|internalIP|(labels|annotations)\['[^']+'\])\}\z")]
    private static partial Regex Variable();
}
