using Ramus.Contract.Admission;

namespace Ramus.Operator.Objects;

/// <summary>The operator's names in objects, events and metrics.</summary>
internal static class OperatorNames
{
    internal const string FieldManager = Installation.Operator;

    internal const string Component = Installation.Operator;

    internal const string Meter = "Ramus.Operator";
}
