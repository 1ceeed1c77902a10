namespace Ramus.Webhook.Admission;

/// <summary>
/// An object with mistakes in its fields. Of what is invalid kubectl shows these alone, and not the sentence.
/// </summary>
/// <param name="Kind">For example NetworkAttachmentDefinition.</param>
/// <param name="Name">Its name.</param>
/// <param name="Mistakes">For each the path of the field, and what is wrong there.</param>
internal sealed record InvalidObject(string Kind, string Name, IReadOnlyList<(string Field, string Message)> Mistakes);
