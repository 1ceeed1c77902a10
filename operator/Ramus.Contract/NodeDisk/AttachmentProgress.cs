using System.Text.Json;

namespace Ramus.Contract.NodeDisk;

/// <summary>How far one attachment came.</summary>
/// <param name="Started">Its first plugin may have been called.</param>
/// <param name="Result">The final result of ADD; null while there is none.</param>
/// <param name="Detached">DEL has succeeded.</param>
/// <param name="Failures">How often DEL has failed.</param>
/// <param name="IsDetaching">DEL has begun, and no failure of it is known.</param>
public sealed record AttachmentProgress(
    bool Started, JsonElement? Result, bool Detached, int Failures = 0, bool IsDetaching = false)
{
    /// <summary>ADD began and never came to an end that we know of.</summary>
    public bool IsUnfinished => Started && Result is null && !Detached;

    /// <summary>ADD or DEL was interrupted: its plugins may have outlived the process that ran them.</summary>
    public bool IsInterrupted => IsUnfinished || (IsDetaching && !Detached);
}
