using Ramus.Contract.Admission;

namespace Ramus.Operator.Objects;

/// <summary>Names that others rely on.</summary>
internal static class OperatorNames
{
    internal const string FieldManager = Installation.Operator;

    internal const string Component = Installation.Operator;

    internal const string Meter = "Ramus.Operator";
}
