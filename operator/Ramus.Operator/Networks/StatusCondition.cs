namespace Ramus.Operator.Networks;

/// <summary>One condition; Status is True, False or Unknown.</summary>
internal sealed record StatusCondition(string Type, string Status, string Reason, string Message)
{
    /// <summary>Since when it has this status, as the API server has it; "" = it is new.</summary>
    public string Since { get; init; } = "";
}
