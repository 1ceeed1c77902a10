using System.Text.Json;

namespace Ramus.Plugin.State;

/// <summary>How far one attachment came.</summary>
/// <param name="Started">Its first plugin may have been called.</param>
/// <param name="Result">The final result of ADD; null while there is none.</param>
/// <param name="Detached">DEL has succeeded.</param>
/// <param name="Failures">How often DEL has failed.</param>
public sealed record AttachmentProgress(bool Started, JsonElement? Result, bool Detached, int Failures = 0)
{
    /// <summary>ADD began and never came to an end that we know of.</summary>
    public bool IsUnfinished => Started && Result is null && !Detached;
}
