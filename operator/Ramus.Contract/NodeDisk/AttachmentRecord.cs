using Ramus.Contract.Selection;

namespace Ramus.Contract.NodeDisk;

/// <summary>
/// The intent of ADD and its progress: enough for DEL to work without pod, network, agent or API server. On disk it is
/// a journal with one JSON object per line: first the intent, then one line per step.
/// </summary>
public sealed record AttachmentRecord
{
    public required string ContainerId { get; init; }

    /// <summary>The network namespace at ADD.</summary>
    public required string Netns { get; init; }

    /// <summary>CNI_ARGS of all delegates; an attachment may add arguments.</summary>
    public required string Args { get; init; }

    /// <summary>The kernel's boot id at ADD. After another boot, steps without a line may have happened.</summary>
    public required string BootId { get; init; }

    /// <summary>The pod, for people who read the file.</summary>
    public PodKey? Pod { get; init; }

    /// <summary>All attachments, the default network first.</summary>
    public required IReadOnlyList<Attachment> Attachments { get; init; }

    /// <summary>The progress of each attachment, in the order of <see cref="Attachments"/>.</summary>
    public IReadOnlyList<AttachmentProgress> Progress { get; init; } = [];
}
