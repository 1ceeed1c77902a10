namespace Ramus.Validation;

/// <summary>What is judged of a NetworkAttachmentDefinition.</summary>
public sealed record NetworkObject(
    string Namespace, string Name, string? Config, IReadOnlyDictionary<string, string> Annotations);
