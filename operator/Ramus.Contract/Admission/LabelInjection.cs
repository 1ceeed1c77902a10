namespace Ramus.Contract.Admission;

/// <summary>Annotations for pods that carry the label with the value "true".</summary>
public sealed record LabelInjection(string Label, IReadOnlyDictionary<string, string> Annotations);
