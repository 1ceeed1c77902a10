using Ramus.Cni.RuntimeSide;
using Ramus.Contract.NodeDisk;

namespace Ramus.Node.DefaultNetwork;

/// <summary>How the files on the disk differ from what they should be.</summary>
/// <param name="IsNone">Nothing to write.</param>
/// <param name="Tampering">What somebody else did; null when only we have something new to write.</param>
/// <param name="IsGuardNeeded">A foreign file sorts before ours.</param>
/// <param name="OutrankedBy">A foreign file sorts before all that we can do; who must act; else null.</param>
internal sealed record ConfigDrift(bool IsNone, string? Tampering, bool IsGuardNeeded, string? OutrankedBy)
{
    /// <param name="files">Where the files are.</param>
    /// <param name="present">Our file as it is; null when absent or unusable.</param>
    /// <param name="content">Our file as it should be.</param>
    /// <param name="lastContent">What we last saw right; null before the first look that was.</param>
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
                + $"that the container runtime would read it first; {NodeLayout.RuntimeConfigGuard} is kept before "
                + "both";
        }

        var outrankedBy = guardNeeded && string.CompareOrdinal(sortsFirst, NodeLayout.RuntimeConfigGuard) < 0
            ? $"{Path.Combine(files.ConfDir, sortsFirst!)} sorts before every file of ours, so pods get no networks of "
                + "ours; rename it"
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
                ? $"the settings of our plugin in {files.RuntimeConfigFile} were changed"
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
