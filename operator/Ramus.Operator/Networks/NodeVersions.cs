using Ramus.Contract.Cni;
using Ramus.Contract.NodeNetwork;
using Ramus.Validation;
using Ramus.Validation.Rules;

namespace Ramus.Operator.Networks;

/// <summary>
/// Warns when a network's CNI version is newer than the versions that its nodes' plugins support, and names the newest
/// version that all of them support. Only the operator knows the nodes' plugins, so the validator has no such rule.
/// Pure.
/// </summary>
internal static class NodeVersions
{
    private const int MostCauses = 3;

    /// <param name="network">The network.</param>
    /// <param name="facts">The plugins that its configuration needs.</param>
    /// <param name="nodes">The nodes that it selects.</param>
    public static Finding? Judge(WatchedNetwork network, NetworkFacts facts, IReadOnlyList<NodeView> nodes)
    {
        if (facts.CniVersion is not { } version || !CniVersions.IsSupported(version) || IsSilenced(network))
        {
            return null;
        }

        string[] programs = [.. facts.PluginTypes.Concat(facts.IpamTypes).Distinct(StringComparer.Ordinal)];
        var behind = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        var common = CniVersions.Supported.Where(candidate => CniVersions.Compare(candidate, version) < 0).ToList();
        foreach (var node in nodes)
        {
            foreach (var spoken in programs.Select(program => node.Report.Plugins.GetValueOrDefault(program)))
            {
                if (spoken is null || NewestOf(spoken) is not { } newest)
                {
                    continue;
                }

                common.RemoveAll(candidate => !spoken.CniVersions.Contains(candidate));
                if (CniVersions.Compare(version, newest) > 0)
                {
                    var cause = $"{spoken.Name} supports versions up to {newest}";
                    behind.TryAdd(cause, []);
                    behind[cause].Add(node.Report.Node);
                }
            }
        }

        return behind.Count == 0 ? null : Warn(version, behind, common.LastOrDefault());
    }

    private static Finding Warn(string version, SortedDictionary<string, List<string>> behind, string? right) => new(
        RuleBook.CniVersionNodes.Id,
        Severity.Warning,
        "spec.config.cniVersion",
        $"not every node supports cniVersion {version}: "
        + string.Join("; ", behind.OrderByDescending(cause => cause.Value.Count).Take(MostCauses)
            .Select(cause => $"{cause.Key} on {NodeTally.Name(cause.Value)}"))
        + (right is null ? "; install newer plugins on these nodes"
            : $"; write {right}, or install newer plugins on these nodes"));

    private static bool IsSilenced(WatchedNetwork network) =>
        IgnoredWarnings.Of(network.ToJudge()).Contains(RuleBook.CniVersionNodes.Id);

    // A version that Ramus does not know cannot be the one that the network asks for, so it is ignored.
    private static string? NewestOf(InstalledPlugin plugin) =>
        CniVersions.Supported.LastOrDefault(plugin.CniVersions.Contains);
}
