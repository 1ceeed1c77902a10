namespace Ramus.Validation.Rules;

/// <summary>JSON types that programs expect of their keys.</summary>
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
