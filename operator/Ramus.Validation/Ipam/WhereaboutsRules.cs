using System.Globalization;
using Ramus.Contract.Json;
using Ramus.Validation.Addresses;
using Ramus.Validation.Json;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Ipam;

internal sealed class WhereaboutsRules : IpamRules
{
    public WhereaboutsRules()
        : base("whereabouts", "ips")
    {
        Texts("range", "range_start", "range_end", "gateway", "network_name", "node_slice_size", "log_file",
            "log_level", "configuration_path", "datastore", "reconciler_cron_expression", "name", "etcd_host",
            "etcd_username",
            "etcd_password", "etcd_key_file", "etcd_cert_file", "etcd_ca_cert_file");
        Lists("ipRanges", "addresses");
        TextLists("exclude");
        Objects("dns", "kubernetes");
        Flags("enable_overlapping_ranges");
        WholeNumbers("leader_lease_duration", "leader_renew_deadline", "leader_retry_period", "sleep_for_race");
        IsRelative("configuration_path");
        Check(CheckRanges);
        Check(CheckAddresses);
        Check(CheckGateway);
        Check(CheckSlice);
        Routes(static _ => null);
    }

    private static IEnumerable<JsonView> Ranges(JsonView json) =>
        (json.HasText("range") ? [json] : Enumerable.Empty<JsonView>())
            .Concat(json.Items("ipRanges").Where(static range => range.IsObject));

    private static void CheckRanges(IpamView view, Findings findings)
    {
        foreach (var range in view.Json.Items("ipRanges"))
        {
            if (!range.HasText("range"))
            {
                findings.Add(
                    RuleBook.WhereaboutsRange,
                    range.PathOf("range"),
                    "the element has no range; write {\"range\": \"10.1.2.0/24\"}");
            }
        }

        var ranges = Ranges(view.Json).Where(static range => range.HasText("range")).ToList();
        foreach (var range in ranges)
        {
            WhereaboutsRange.Check(range, findings);
        }

        if (ranges.Count == 0 && !view.Json.Items("addresses").Any() && !view.Json.Items("ipRanges").Any())
        {
            findings.Add(
                RuleBook.WhereaboutsRange,
                view.Json.PathOf("range"),
                "whereabouts has no addresses to allocate; add one like \"range\": \"10.1.2.0/24\"");
        }
    }

    private static void CheckAddresses(IpamView view, Findings findings)
    {
        var seen = new HashSet<IpNumber>();
        foreach (var address in view.Json.Items("addresses"))
        {
            StaticAddress.Check(view, address, seen, findings);
        }
    }

    private static void CheckGateway(IpamView view, Findings findings)
    {
        if (!view.Json.HasText("gateway") || !view.Json.TryText("gateway", out var text)
            || !GatewayText.TryRead(view.Json, text, findings, out var gateway))
        {
            return;
        }

        var networks = new PrefixSet();
        foreach (var range in Ranges(view.Json))
        {
            if (range.TryText("range", out var written)
                && Prefix.TryParse(written.Split('-')[^1].Trim(), out var network))
            {
                networks.Add(network);
            }
        }

        GatewayText.CheckInside(view, view.Json, gateway, networks, findings);
    }

    private static void CheckSlice(IpamView view, Findings findings)
    {
        if (!view.Json.TryText("node_slice_size", out var text) || text.Length == 0)
        {
            return;
        }

        view.Json.TryText("range", out var range);
        var digits = text.TrimStart('/');
        var isLength = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var length);
        var hasRange = Prefix.TryParse(range, out var prefix);
        if (isLength && (!hasRange || (length > prefix.Length && length <= prefix.Address.Bits)))
        {
            return;
        }

        findings.Add(
            RuleBook.WhereaboutsSlice,
            view.Json.PathOf("node_slice_size"),
            $"\"{Quote.Short(text)}\" is not a prefix length for a part of the range; write one like "
            + $"\"/{(hasRange ? Math.Min(prefix.Length + 4, prefix.Address.Bits) : 24)}\"");
    }
}
