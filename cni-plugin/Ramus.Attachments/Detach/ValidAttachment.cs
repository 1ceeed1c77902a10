namespace Ramus.Attachments.Detach;

/// <summary>An attachment that the runtime still knows.</summary>
/// <param name="ContainerId">Its container.</param>
/// <param name="Interface">The interface of the default network.</param>
public readonly record struct ValidAttachment(string ContainerId, string Interface);
