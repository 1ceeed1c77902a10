using Ramus.Contract.NodeNetwork;
using Ramus.Node.DefaultNetwork;
using Ramus.Node.Networks;

namespace Ramus.Node.Report;

/// <summary>Gathers the node's report.</summary>
internal sealed class ReportGatherer(
    string version, PluginInventory plugins, IReadOnlyList<string> builtIn, HostInterfaces interfaces,
    NetworkRenderingService networks, NetworksOnNode known, DefaultNetworkService defaultNetwork,
    Func<string?> pluginNotReady)
{
    private ulong revision;

    public NodeReport Gather()
    {
        revision = networks.Revision ?? revision;
        var installed = plugins.Look(known.Requirements.SelectMany(network => network.Requirements.Needs.Plugins)
            .ToHashSet(StringComparer.Ordinal));
        var links = interfaces.Look(known.Masters.Has);
        var failures = Failures(installed, links).ToList();
        var (listed, unlisted) = FailureShare.Of(failures, NodeReport.MostFailures);
        return new NodeReport
        {
            Version = version,
            DefaultNetwork = defaultNetwork.Current,
            Plugins = installed,
            BuiltIn = builtIn,
            Interfaces = links,
            Rendered = networks.RenderedCount,
            Failed = failures.Count,
            Failures = listed,
            Unlisted = unlisted,
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

        var programs = installed.ToDictionary(plugin => plugin.Name, StringComparer.Ordinal);
        var mtus = HostInterface.Mtus(links);
        foreach (var (network, requirements) in known.Requirements)
        {
            if (requirements.WhyNot(programs, mtus) is { } cause)
            {
                yield return new NetworkFailure(network, Shorten(cause, ""));
            }
        }
    }

    private ReportCondition Ready() =>
        pluginNotReady() is { } plugin ? NotReady("PluginNotInstalled", plugin)
        : networks.Reflector.NotReadyReason is { } list ? NotReady("NetworksNotListed", list)
        : defaultNetwork.NotReadyReason is { } reason ? NotReady("DefaultNetworkNotReady", reason)
        : new(
            ReportCondition.Ready, true, "AllWell",
            "the container runtime calls the plugin, and the networks are rendered");

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
