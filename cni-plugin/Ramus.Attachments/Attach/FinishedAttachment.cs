using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Attach;

/// <summary>An attachment after the last plugin of its network succeeded.</summary>
/// <param name="Attachment">The attachment.</param>
/// <param name="Began">Its start as a <see cref="System.Diagnostics.Stopwatch"/> timestamp.</param>
/// <param name="BuiltIn">The types of the plugins that ran inside this process.</param>
public sealed record FinishedAttachment(Attachment Attachment, long Began, IReadOnlyList<string> BuiltIn);
