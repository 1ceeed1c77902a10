namespace Ramus.Validation.Rules;

/// <summary>The JSON types that plugins expect for their keys.</summary>
internal enum KeyKind
{
    Any,
    Flag,
    Text,
    WholeNumber,
    Unsigned,
    Texts,
    List,
    Object,
}
