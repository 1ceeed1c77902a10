namespace Ramus.Operator.Objects;

/// <summary>Names that others rely on.</summary>
internal static class OperatorNames
{
    internal const string FieldManager = "ramus-operator";

    internal const string Component = "ramus-operator";

    internal const string Meter = "Ramus.Operator";
}
