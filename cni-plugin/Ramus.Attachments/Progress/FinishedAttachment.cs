using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachments.Progress;

/// <summary>An attachment after the last plugin of its network has ended.</summary>
/// <param name="Attachment">The attachment.</param>
/// <param name="Began">Its start as a <see cref="System.Diagnostics.Stopwatch"/> timestamp.</param>
/// <param name="BuiltIn">At ADD: the types of the plugins that ran inside this process.</param>
/// <param name="Failure">At DEL: why it could not be detached; null when it was.</param>
public sealed record FinishedAttachment(
    Attachment Attachment, long Began, IReadOnlyList<string> BuiltIn, CniError? Failure = null);
