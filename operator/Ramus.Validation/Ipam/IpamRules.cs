using System.Collections.Frozen;
using Ramus.Validation.Json;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Ipam;

/// <summary>The rules for the <c>ipam</c> object of one IPAM plugin.</summary>
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

    /// <summary>The capabilities that the IPAM plugin supports; the plugin that calls it declares them.</summary>
    public IReadOnlySet<string> Capabilities { get; }

    /// <summary>The rules for a type; null when there are none.</summary>
    public static IpamRules? Find(string type) => ByType.GetValueOrDefault(type);

    /// <summary>
    /// Whether the type is a known IPAM plugin. A plugin of another type must not be used in <c>ipam</c>, because it
    /// would receive the whole configuration.
    /// </summary>
    public static bool IsIpamPlugin(string type) => Find(type) is not null || Others.Contains(type);

    /// <summary>A known IPAM plugin with a similar name, or null.</summary>
    public static string? Nearest(string type) =>
        Others.Contains(type) ? null : Spelling.Nearest(type, ByType.Keys);

    protected void Routes(Func<IpamView, Addresses.PrefixSet?> networks)
    {
        Anything("routes");
        Check((view, report) => RouteChecks.Check(view, networks(view), report));
    }
}
