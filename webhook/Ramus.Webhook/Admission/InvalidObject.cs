namespace Ramus.Webhook.Admission;

/// <summary>
/// An object with errors in its fields. For a response with reason Invalid, kubectl shows only these errors and not the
/// message.
/// </summary>
/// <param name="Kind">The kind, for example NetworkAttachmentDefinition.</param>
/// <param name="Name">The object's name.</param>
/// <param name="Mistakes">The path of each invalid field, and its error.</param>
internal sealed record InvalidObject(string Kind, string Name, IReadOnlyList<(string Field, string Message)> Mistakes);
