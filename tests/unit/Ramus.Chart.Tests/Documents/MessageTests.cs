using System.Text.RegularExpressions;

namespace Ramus.Chart.Tests.Documents;

/// <summary>What the pages quote as a message is one: each constant part of it is in the sources.</summary>
public sealed partial class MessageTests
{
    // What others say: CNI plugins, the kernel, the API server, the kubelet.
    private static readonly string[] Foreign =
    [
        "Link not found", "no IP addresses available in range set", "operation not supported",
        "Insufficient intel.com/sriov",
    ];

    private static readonly Lazy<string> Texts = new(() => Placeholder().Replace(
        Join().Replace(Sources.All, "").Replace("\\\"", "\"", StringComparison.Ordinal), "…"));

    public static TheoryData<string> Messages() =>
    [
        .. new Page("troubleshooting.md").FirstCells("# Troubleshooting", "## A change of the policy")
            .Concat(new Page("troubleshooting.md").FirstCells("## A change of the policy", "| `SettingsIgnored`"))
            .Concat(new Page("devices.md").FirstCells("## When a device is missing", "Multus attaches"))
            .Where(static message => message.Contains(' ', StringComparison.Ordinal)).Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Every_constant_part_is_in_the_sources(string message)
    {
        var parts = Variable().Split(message).Select(static part => part.Trim(' ', ':', ';', ',', '(', ')'))
            .Where(static part => part.Length > 2).Except(Foreign).ToList();

        parts.Count.ShouldBeGreaterThan(Foreign.Contains(message) ? -1 : 0);
        parts.ShouldAllBe(part => Texts.Value.Contains(part, StringComparison.Ordinal), message);
    }

    // Two literals that the source joins are one.
    [GeneratedRegex("\"\\s*\\+\\s*\\$?\"")]
    private static partial Regex Join();

    [GeneratedRegex(@"\{[^{}""\n]*(?:""[^""]*""[^{}""\n]*)*\}")]
    private static partial Regex Placeholder();

    // "…", names in quotes, numbers, annotations and placeholders in capitals; what is in brackets is put together.
    [GeneratedRegex(@"…|'[A-Zmnet][^' ]*'|\b[0-9]+\b|\(ADD\): |[()]|k8s\.v1\.cni\.cncf\.io/\w+|\bX\b")]
    private static partial Regex Variable();
}
