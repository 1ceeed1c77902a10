using System.Globalization;
using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Plugins;

internal sealed class IbSriovRules : PluginRules
{
    public IbSriovRules()
        : base(new PluginTraits("ib-sriov", PluginRole.Interface, IpamNeed.Optional)
        {
            Capabilities = new HashSet<string> { "infinibandGUID" },
            ExampleResource = "nvidia.com/ib_vf",
        })
    {
        Texts("pkey", "link_state", "logLevel", "logFile");
        Flags("rdmaIsolation", "ibKubernetesEnabled", "vfioPciMode");
        OneOf(RuleBook.IbSriovLinkState, "link_state", "auto", "enable", "disable");
        Check(static (view, findings) => PciAddress.Check(view.Json, "deviceID", findings));
        Check(CheckKey);
        Check(CheckArguments);
        Check(static (view, findings) =>
        {
            if (view.IpamType == "dhcp")
            {
                findings.Add(
                    RuleBook.IpamForbidden,
                    view.Json.PathOf("ipam"),
                    "dhcp needs Ethernet and does not work on InfiniBand; use another ipam, for example whereabouts");
            }
        });
    }

    private static void CheckKey(PluginView view, Findings findings)
    {
        if (!view.Json.TryText("pkey", out var key) || key.Length == 0)
        {
            return;
        }

        var digits = key.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? key[2..] : key;
        if (!ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _))
        {
            findings.Add(
                RuleBook.IbSriovPkey,
                view.Json.PathOf("pkey"),
                $"\"{Quote.Short(key)}\" is not a partition key; write up to four hexadecimal digits, like "
                + "\"0x8001\"");
        }
    }

    private static void CheckArguments(PluginView view, Findings findings)
    {
        if (!view.Json.TryGet("args", out var args) || !args.TryGet("cni", out var cni))
        {
            return;
        }

        foreach (var (key, value) in cni.Members())
        {
            if (value.Element.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
            {
                findings.Add(
                    RuleBook.IbSriovArgs,
                    value.Path,
                    $"ib-sriov reads only strings from 'args.cni', but '{Quote.Short(key)}' is {value.Kind}; put it in "
                    + "quotes");
            }
        }
    }
}
