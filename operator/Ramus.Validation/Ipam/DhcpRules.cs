using System.Globalization;
using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Validation.Json;
using Ramus.Validation.Rules;

namespace Ramus.Validation.Ipam;

internal sealed class DhcpRules : IpamRules
{
    private static readonly string[] Names =
        ["dhcp-client-identifier", "subnet-mask", "routers", "host-name", "user-class", "vendor-class-identifier"];

    public DhcpRules()
        : base("dhcp")
    {
        Texts("daemonSocketPath");
        Lists("request", "provide");
        WholeNumbers("priority");
        IsRelative("daemonSocketPath");
        Check(static (view, findings) =>
        {
            foreach (var entry in view.Json.Items("request").Concat(view.Json.Items("provide")))
            {
                CheckEntry(entry, findings);
            }
        });
    }

    private static void CheckEntry(JsonView entry, Findings findings)
    {
        if (!entry.IsObject)
        {
            findings.Add(
                RuleBook.DhcpLists,
                entry.Path,
                $"an element must be an object like {{\"option\": \"12\"}}, not {entry.Kind}");
            return;
        }

        if (entry.TryGet("option", out var option) && option.Element.ValueKind != JsonValueKind.String)
        {
            findings.Add(RuleBook.DhcpOption, option.Path, $"an option must be a string in quotes, not {option.Kind}");
            return;
        }

        if (!entry.TryText("option", out var text) || Names.Contains(text)
            || (text.Length == 0 && entry.IsOn("skipDefault"))
            || byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return;
        }

        var meant = Spelling.Nearest(text, Names);
        findings.Add(
            RuleBook.DhcpOption,
            entry.PathOf("option"),
            $"\"{Quote.Short(text)}\" is not an option that dhcp knows; "
            + (meant is null
                ? $"write a number from 0 to 255 in quotes, or one of {string.Join(", ", Names)}"
                : $"did you mean \"{meant}\"?"));
    }
}
