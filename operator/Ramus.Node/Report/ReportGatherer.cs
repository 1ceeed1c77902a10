using Ramus.Contract.NodeNetwork;
using Ramus.Node.DefaultNetwork;
using Ramus.Node.Networks;

namespace Ramus.Node.Report;

/// <summary>Looks at everything that the report tells of.</summary>
internal sealed class ReportGatherer(
    string version, PluginInventory plugins, HostInterfaces interfaces, NetworkRenderingService networks,
    NetworksOnNode known, DefaultNetworkService defaultNetwork, Func<string?> pluginNotReady)
{
    private ulong revision;

    public NodeReport Gather()
    {
        revision = networks.Revision ?? revision;
        var installed = plugins.Look(
            known.Requirements.SelectMany(network => network.Needs.Plugins).ToHashSet(StringComparer.Ordinal));
        var links = interfaces.Look(known.IsMaster);
        var failures = Failures(installed, links).ToList();
        return new NodeReport
        {
            Version = version,
            DefaultNetwork = defaultNetwork.Current,
            Plugins = installed,
            Interfaces = links,
            Rendered = networks.RenderedCount,
            Failed = failures.Count,
            Failures = [.. failures.OrderBy(failure => failure.Network.ToString(), StringComparer.Ordinal)
                .Take(NodeReport.MostFailures)],
            Revision = revision,
            Conditions = [Ready(), DefaultNetworkReady()],
        };
    }

    private IEnumerable<NetworkFailure> Failures(
        IReadOnlyList<InstalledPlugin> installed, IReadOnlyList<HostInterface> links)
    {
        foreach (var (network, reason) in known.Refusals)
        {
            yield return new NetworkFailure(network, Shorten(reason, $"network {network}: "));
        }

        foreach (var (network, needs) in known.Requirements)
        {
            if (needs.Plugins.FirstOrDefault(type => installed.All(plugin => plugin.Name != type)) is { } type)
            {
                yield return new NetworkFailure(network, $"plugin {type} is not installed");
            }
            else if (needs.Masters.FirstOrDefault(master => links.All(link => link.Name != master)) is { } master)
            {
                yield return new NetworkFailure(network, $"master {master} does not exist");
            }
        }
    }

    private ReportCondition Ready() =>
        pluginNotReady() is { } plugin ? NotReady("PluginNotInstalled", plugin)
        : networks.Reflector.NotReadyReason is { } list ? NotReady("NetworksNotListed", list)
        : defaultNetwork.NotReadyReason is { } reason ? NotReady("DefaultNetworkNotReady", reason)
        : new(
            ReportCondition.Ready, true, "AllWell",
            "the container runtime calls the plugin, and the networks are on the disk");

    private static ReportCondition NotReady(string reason, string message) =>
        new(ReportCondition.Ready, false, reason, message);

    private ReportCondition DefaultNetworkReady() =>
        defaultNetwork.NotReadyReason is { } reason
            ? new(ReportCondition.DefaultNetworkReady, false, "NotReady", reason)
            : new(
                ReportCondition.DefaultNetworkReady, true, "InForce",
                $"the default network is {defaultNetwork.Current?.Name}");

    private static string Shorten(string reason, string prefix)
    {
        var cause = reason.StartsWith(prefix, StringComparison.Ordinal) ? reason[prefix.Length..] : reason;
        return cause.Length <= 300 ? cause : cause[..299] + "…";
    }
}
