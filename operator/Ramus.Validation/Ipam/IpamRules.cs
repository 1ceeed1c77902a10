using System.Collections.Frozen;
using Ramus.Validation.Json;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Ipam;

/// <summary>The rules for the <c>ipam</c> object of one address manager.</summary>
internal abstract class IpamRules : KeyedRules<IpamView>
{
    private static readonly FrozenDictionary<string, IpamRules> ByType = new IpamRules[]
    {
        new HostLocalRules(), new StaticRules(), new DhcpRules(), new WhereaboutsRules(),
    }.ToFrozenDictionary(static rules => rules.Type, StringComparer.Ordinal);

    private static readonly string[] Others =
    [
        "calico-ipam", "azure-vnet-ipam", "spiderpool", "kube-ovn", "nv-ipam", "noop", "galaxy-ipam",
        "multi-nic-ipam",
    ];

    protected IpamRules(string type, params string[] capabilities)
        : base(type, static view => view.Json)
    {
        Type = type;
        Capabilities = capabilities.ToHashSet(StringComparer.Ordinal);
        Texts("type");
    }

    public string Type { get; }

    /// <summary>Capabilities that it honours; the plugin that calls it declares them.</summary>
    public IReadOnlySet<string> Capabilities { get; }

    /// <summary>The rules for a type, or null.</summary>
    public static IpamRules? Find(string type) => ByType.GetValueOrDefault(type);

    /// <summary>
    /// Whether it hands out addresses and does nothing else: any plugin can be called for addresses, and gets the whole
    /// configuration then.
    /// </summary>
    public static bool IsAddressManager(string type) => Find(type) is not null || Others.Contains(type);

    /// <summary>A known address manager with nearly this name, or null.</summary>
    public static string? Nearest(string type) =>
        Others.Contains(type) ? null : Spelling.Nearest(type, ByType.Keys);

    protected void Routes(Func<IpamView, Addresses.PrefixSet?> networks)
    {
        Anything("routes");
        Check((view, report) => RouteChecks.Check(view, networks(view), report));
    }
}
