using System.Text.Json;

namespace Ramus.Contract.NodeDisk;

/// <summary>The progress of one attachment.</summary>
/// <param name="Started">Whether its first plugin may have been called.</param>
/// <param name="Result">The final result of ADD; null before ADD has succeeded.</param>
/// <param name="Detached">Whether DEL has succeeded.</param>
/// <param name="Failures">The number of times that DEL has failed.</param>
/// <param name="IsDetaching">Whether DEL has started without a recorded failure.</param>
/// <param name="IsGivenUp">
/// Whether DEL has failed so often that it no longer blocks the deletion of the pod. The attachment's addresses may
/// stay allocated until GC frees them.
/// </param>
/// <param name="IsRefused">
/// Whether DEL has failed for the same reason as ADD: the plugin cannot run with this configuration at all.
/// </param>
public sealed record AttachmentProgress(
    bool Started,
    JsonElement? Result,
    bool Detached,
    int Failures = 0,
    bool IsDetaching = false,
    bool IsGivenUp = false,
    bool IsRefused = false)
{
    /// <summary>
    /// The device that the attachment moved into the pod; null for none, or before ADD has succeeded.
    /// </summary>
    public AttachedLink? Link { get; init; }

    /// <summary>
    /// The types of the plugins that ran inside the plugin `ramus` at ADD, and not as programs of the node.
    /// </summary>
    public IReadOnlyList<string> BuiltIn { get; init; } = [];

    /// <summary>Whether ADD has started, and neither its success nor a DEL is recorded.</summary>
    public bool IsUnfinished => Started && Result is null && !Detached;

    /// <summary>
    /// Whether ADD or DEL was interrupted, so that its plugins may have outlived the process that ran them.
    /// </summary>
    public bool IsInterrupted => IsUnfinished || (IsDetaching && !Detached);
}
