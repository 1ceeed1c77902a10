using System.Text.RegularExpressions;
using Ramus.Contract.Cni;

namespace Ramus.Client.Try.Reporting;

/// <summary>A CNI error, split into network, interface, cause, remedy and the failed plugin's own details.</summary>
internal sealed partial record Failure(
    int Code, string? Network, string? Interface, string Why, string? ToDo, string? Details = null)
{
    private static readonly (string Sign, string Hint)[] OfTheScratchNode =
    [
        ("is not installed on this node", "install the plugin, or name its directory with --plugin-dir DIR"),
        ("the pod was allocated ", "give the scratch node devices with --device RESOURCE=ID,ID"),
        ("there is no NetworkAttachmentDefinition", "add its manifest with -f FILE, or correct the pod's annotation"),
        ("no configuration file with the name", "give the file with --network-file FILE, or fill in spec.config"),
    ];

    public static Failure From(CniError error)
    {
        var parts = Parts().Match(error.Message);
        var why = parts.Success ? parts.Groups["why"].Value : error.Message;

        // The message of an invalid network repeats the network's name.
        why = RemovePrefix(why, $"network {parts.Groups["network"].Value}: ");
        // The runtime of the scratch node executes ramus itself.
        var said = error.Details ?? "";
        var (toDo, details) = Split(
            error.Message.StartsWith("plugin 'ramus' ", StringComparison.Ordinal)
                ? RemovePrefix(said, CniError.PluginDetails)
                : said);
        return new Failure(
            error.Code,
            NullIfEmpty(parts.Groups["network"].Value),
            NullIfEmpty(parts.Groups["interface"].Value),
            why,
            Hint(why) ?? NullIfEmpty(toDo),
            NullIfEmpty(details));
    }

    private static (string ToDo, string Details) Split(string text)
    {
        var at = text.IndexOf(CniError.PluginDetails, StringComparison.Ordinal);
        return at < 0
            ? (text, "")
            : (text[..at].TrimEnd(' ', ';'), text[(at + CniError.PluginDetails.Length)..]);
    }

    // A remedy for the scratch node replaces the remedy for a cluster.
    private static string? Hint(string why) =>
        OfTheScratchNode.FirstOrDefault(known => why.Contains(known.Sign, StringComparison.Ordinal)).Hint;

    private static string RemovePrefix(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    [GeneratedRegex(
        @"^(plugin '[^']+' failed \([A-Z]+\): )?"
        + "(network '(?<network>[^']+)'(, interface '(?<interface>[^']+)')?: )?(?<why>.*)$",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();
}
