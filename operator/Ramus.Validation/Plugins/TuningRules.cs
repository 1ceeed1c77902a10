using Ramus.Contract.Json;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Plugins;

internal sealed class TuningRules : PluginRules
{
    public TuningRules()
        : base(new PluginTraits("tuning", PluginRole.Chained, IpamNeed.Ignored)
        {
            Capabilities = new HashSet<string> { "mac" },
        })
    {
        Objects("sysctl");
        Texts("mac", "dataDir");
        Flags("promisc", "allmulti");
        WholeNumbers("txQLen");
        Mtu();
        Mac("mac");
        IsRelative("dataDir");
        Check(CheckSysctls);
        Check(CheckArguments);
        Check(static (view, findings) =>
        {
            if (view.Json.TryNumber("txQLen", out var length) && length < 0)
            {
                findings.Add(
                    RuleBook.TuningTxQueue,
                    view.Json.PathOf("txQLen"),
                    $"tuning ignores a queue length of {length}; write a positive number");
            }
        });
    }

    private static void CheckSysctls(PluginView view, Findings findings)
    {
        if (!view.Json.TryGet("sysctl", out var sysctls))
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in sysctls.Members())
        {
            KeyTypes.Check(value, KeyKind.Text, "tuning", findings);
            var file = string.Join('/', key.Replace('.', '/').Split('/', StringSplitOptions.RemoveEmptyEntries));
            if (!file.StartsWith("net/", StringComparison.Ordinal))
            {
                findings.Add(
                    RuleBook.TuningSysctlKey,
                    value.Path,
                    $"'{Quote.Short(key)}' is not below net, and tuning refuses all other sysctls; set it in the pod's "
                    + "securityContext.sysctls");
            }
            else if (!seen.Add(file))
            {
                findings.Add(
                    RuleBook.TuningSysctlTwice,
                    value.Path,
                    $"'{Quote.Short(key)}' is set twice in two spellings, and either value may take effect; keep one");
            }
        }
    }

    private static void CheckArguments(PluginView view, Findings findings)
    {
        if (view.Json.TryGet("args", out var args) && args.TryGet("cni", out var cni)
            && cni.TryGet("sysctl", out var sysctl) && !view.Json.Has("sysctl"))
        {
            findings.Add(
                RuleBook.TuningArgsSysctl,
                sysctl.Path,
                "tuning crashes on sysctls in 'args' without a 'sysctl' object of its own; add \"sysctl\": {} next to "
                + "'args'");
        }
    }
}
