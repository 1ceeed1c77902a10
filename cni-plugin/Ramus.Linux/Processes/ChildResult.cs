namespace Ramus.Linux.Processes;

/// <summary>How a child ended.</summary>
/// <param name="End">The reason for the end.</param>
/// <param name="Status">Exit status, or the signal's number when <see cref="ChildEnd.Signalled"/>.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="ErrorOutput">The first 64 KiB of its standard error.</param>
public sealed record ChildResult(
    ChildEnd End, int Status, ReadOnlyMemory<byte> Output, ReadOnlyMemory<byte> ErrorOutput)
{
    /// <summary>True when the child exited by itself with status 0.</summary>
    public bool Succeeded => End == ChildEnd.Exited && Status == 0;
}
