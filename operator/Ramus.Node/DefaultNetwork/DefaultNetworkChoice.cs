using Ramus.Cni.RuntimeSide;

namespace Ramus.Node.DefaultNetwork;

/// <summary>The foreign configuration file that is the node's default network now.</summary>
/// <param name="Source">The file to render from; null: keep the rendered configuration.</param>
/// <param name="Problem">Why no file was chosen, as a message for the administrator; else null.</param>
/// <param name="IsSwitch">The default network changes to another file because the old file is gone.</param>
internal sealed record DefaultNetworkChoice(ConfFile? Source, string? Problem, bool IsSwitch = false)
{
    /// <summary>No file exists, as before the cluster's network plugin has started on the node.</summary>
    public bool IsAwaited { get; private init; }

    /// <summary>
    /// Chooses the first valid file, as a container runtime does. A file that was the default network and is damaged
    /// now is kept: otherwise pods would get another network while a plugin rewrites its file.
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
                null, $"the default network's file is damaged; its last valid content stays in use: {damaged.Refusal}");
        }

        if (first is null)
        {
            return new(null, NothingFound(files)) { IsAwaited = files.Count == 0 };
        }

        var isGone = current is not null && files.All(file => file.FileName != current);
        return new(first, null, IsSwitch: isGone);
    }

    private static string NothingFound(IReadOnlyList<ConfFile> files) =>
        files.Count == 0
            ? "no default network: no CNI configuration of another plugin found; install the cluster's network plugin"
            : "no default network: " + string.Join("; ", files.Select(file => file.Refusal));
}
