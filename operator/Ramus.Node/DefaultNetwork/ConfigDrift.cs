using Ramus.Cni.RuntimeSide;
using Ramus.Contract.NodeDisk;

namespace Ramus.Node.DefaultNetwork;

/// <summary>The difference between the files on the disk and the wanted configuration.</summary>
/// <param name="IsNone">The files are right: there is nothing to write.</param>
/// <param name="Tampering">The change that another program made; null when only our own content is new.</param>
/// <param name="IsGuardNeeded">A foreign file sorts before ours, so the guard file is needed.</param>
/// <param name="OutrankedBy">A message when a foreign file sorts even before the guard file; else null.</param>
internal sealed record ConfigDrift(bool IsNone, string? Tampering, bool IsGuardNeeded, string? OutrankedBy)
{
    /// <param name="files">The paths of the files.</param>
    /// <param name="present">Our file on the disk; null when it is missing or unusable.</param>
    /// <param name="content">The wanted content of our file.</param>
    /// <param name="lastContent">The content that was last found or written correctly; null before the first
    /// time.</param>
    public static ConfigDrift Find(NodeFiles files, RenderedConfig? present, byte[] content, byte[]? lastContent)
    {
        var sortsFirst = RuntimeConfDirectory.FileNames(files.ConfDir)
            .FirstOrDefault(name => !NodeLayout.IsRuntimeConfig(name));
        var guardNeeded = string.CompareOrdinal(sortsFirst, NodeLayout.RuntimeConfig) < 0 && sortsFirst is not null;
        var guardMissing = guardNeeded
            && RuntimeConfDirectory.TryReadOurs(files.RuntimeConfigGuardFile)?.Means(content) != true;
        var isRight = present?.Means(content) == true;
        var tampering = TamperingWith(files, present, isRight, content, lastContent);
        if (guardMissing && lastContent is not null)
        {
            tampering ??= $"{Path.Combine(files.ConfDir, sortsFirst!)} sorts before {NodeLayout.RuntimeConfig}, so "
            + "the container runtime would read it first; ramus-node keeps a copy as "
            + $"{NodeLayout.RuntimeConfigGuard}, which sorts before both";
        }

        var outrankedBy = guardNeeded && string.CompareOrdinal(sortsFirst, NodeLayout.RuntimeConfigGuard) < 0
            ? $"{Path.Combine(files.ConfDir, sortsFirst!)} sorts before every file of Ramus, so the container runtime "
            + "does not call Ramus for new pods; rename that file"
            : null;
        return new(isRight && !guardMissing, tampering, guardNeeded, outrankedBy);
    }

    private static string? TamperingWith(
        NodeFiles files, RenderedConfig? present, bool isRight, byte[] content, byte[]? lastContent)
    {
        if (isRight || lastContent is null)
        {
            return null;
        }

        if (present is not null)
        {
            return content.AsSpan().SequenceEqual(lastContent)
                ? $"the settings of plugin {NodeLayout.Plugin} in {files.RuntimeConfigFile} were changed"
                : null;
        }

        return File.Exists(files.RuntimeConfigFile)
            ? $"{files.RuntimeConfigFile} was overwritten"
            : $"{files.RuntimeConfigFile} was removed{RenamedTo(files)}";
    }

    private static string RenamedTo(NodeFiles files) =>
        Directory.EnumerateFiles(files.ConfDir, NodeLayout.RuntimeConfig + ".*").FirstOrDefault() is { } renamed
            ? $" (renamed to {Path.GetFileName(renamed)}); if Cilium runs here, set its cni.exclusive to false"
            : "";
}
