using Ramus.Cni.RuntimeSide;

namespace Ramus.Node.DefaultNetwork;

/// <summary>Which foreign file is the node's default network now.</summary>
/// <param name="Source">The file to render from; null: keep what is rendered.</param>
/// <param name="Problem">Why nothing better is rendered, in words for the operator; null when all is well.</param>
/// <param name="IsSwitch">The default network changes to another file because the old one is gone.</param>
internal sealed record DefaultNetworkChoice(ConfFile? Source, string? Problem, bool IsSwitch = false)
{
    /// <summary>
    /// The first valid file wins, as with a container runtime; but a file that was the default network and is damaged
    /// now is not given up for the next one: pods would get another network for the moment of a rewrite.
    /// </summary>
    /// <param name="files">All foreign files in the runtime's order.</param>
    /// <param name="current">The file that is rendered now, if any.</param>
    public static DefaultNetworkChoice Make(IReadOnlyList<ConfFile> files, string? current)
    {
        var first = files.FirstOrDefault(file => file.IsValid);
        var damaged = files.FirstOrDefault(file => file.FileName == current && !file.IsValid);
        if (damaged is not null && (first is null || string.CompareOrdinal(current, first.FileName) < 0))
        {
            return new(
                null, $"the default network's file is damaged, its last good content stays in use: {damaged.Refusal}");
        }

        if (first is null)
        {
            return new(null, NothingFound(files));
        }

        var isGone = current is not null && files.All(file => file.FileName != current);
        return new(first, null, IsSwitch: isGone);
    }

    private static string NothingFound(IReadOnlyList<ConfFile> files) =>
        files.Count == 0
            ? "no default network: no CNI configuration of another plugin was found; install the cluster's network"
            : "no default network: " + string.Join("; ", files.Select(file => file.Refusal));
}
