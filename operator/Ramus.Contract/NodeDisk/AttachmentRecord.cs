using Ramus.Contract.Selection;

namespace Ramus.Contract.NodeDisk;

/// <summary>
/// What ADD intends and how far it came: enough for DEL to work without pod, network, agent or API server. On disk it
/// is a journal, one JSON object a line: first the intent, then one line for each step.
/// </summary>
public sealed record AttachmentRecord
{
    public required string ContainerId { get; init; }

    /// <summary>The network namespace at ADD.</summary>
    public required string Netns { get; init; }

    /// <summary>CNI_ARGS of the delegates, without an attachment's own.</summary>
    public required string Args { get; init; }

    /// <summary>The kernel's boot id at ADD; after another boot, steps without a line may have happened.</summary>
    public required string BootId { get; init; }

    /// <summary>The pod, for people who read the file.</summary>
    public PodKey? Pod { get; init; }

    /// <summary>All attachments, the default network first.</summary>
    public required IReadOnlyList<Attachment> Attachments { get; init; }

    /// <summary>How far each attachment came; same order as <see cref="Attachments"/>.</summary>
    public IReadOnlyList<AttachmentProgress> Progress { get; init; } = [];
}
