using System.Text.RegularExpressions;
using Ramus.Contract.Cni;

namespace Ramus.Client.Try.Reporting;

/// <summary>A CNI error taken apart for people: which network, which interface, why, what to do.</summary>
internal sealed partial record Failure(int Code, string? Network, string? Interface, string Why, string? ToDo)
{
    private static readonly (string Sign, string Hint)[] OfTheScratchNode =
    [
        ("is not installed on this node", "install the plugin, or name its directory with --plugin-dir DIR"),
        ("the pod was allocated ", "give the scratch node devices with --device RESOURCE=ID,ID"),
        ("there is no NetworkAttachmentDefinition", "add its manifest with -f FILE, or correct the pod's annotation"),
        ("no configuration file whose name is", "give the file with --network-file FILE, or fill in spec.config"),
    ];

    public static Failure From(CniError error)
    {
        var parts = Parts().Match(error.Message);
        var why = parts.Success ? parts.Groups["why"].Value : error.Message;

        // A network's own mistake names the network once more.
        why = RemovePrefix(why, $"network {parts.Groups["network"].Value}: ");
        return new Failure(
            error.Code,
            NullIfEmpty(parts.Groups["network"].Value),
            NullIfEmpty(parts.Groups["interface"].Value),
            why,
            Hint(why) ?? error.Details);
    }

    // What a user can do here beats what could be done on a cluster.
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
