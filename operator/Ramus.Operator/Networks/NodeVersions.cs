using Ramus.Contract.Cni;
using Ramus.Contract.NodeNetwork;
using Ramus.Validation;
using Ramus.Validation.Rules;

namespace Ramus.Operator.Networks;

/// <summary>
/// Warns of a network whose CNI version is newer than what its nodes' plugins answered to VERSION, and says which one
/// all of them speak. Only the operator knows what nodes have, so this is no rule of the validator. Pure.
/// </summary>
internal static class NodeVersions
{
    private const int MostCauses = 3;

    /// <param name="network">The network.</param>
    /// <param name="facts">What its configuration says.</param>
    /// <param name="nodes">The nodes that it is for.</param>
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
                    var cause = $"{spoken.Name} speaks up to {newest}";
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
        $"{version} is newer than what nodes have: "
        + string.Join("; ", behind.OrderByDescending(cause => cause.Value.Count).Take(MostCauses)
            .Select(cause => $"{cause.Key} on {NodeTally.Name(cause.Value)}"))
        + (right is null ? "; install newer plugins there" : $"; write {right}, or install newer plugins there"));

    private static bool IsSilenced(WatchedNetwork network) =>
        IgnoredWarnings.Of(network.ToJudge(config: null)).Contains(RuleBook.CniVersionNodes.Id);

    // What a plugin says besides is not known here, so it cannot be what the network asks for.
    private static string? NewestOf(InstalledPlugin plugin) =>
        CniVersions.Supported.LastOrDefault(plugin.CniVersions.Contains);
}
