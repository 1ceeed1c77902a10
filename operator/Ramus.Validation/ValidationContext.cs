using Ramus.Contract.Policy;

namespace Ramus.Validation;

/// <summary>Optional information for a validation; checks without their information are skipped.</summary>
public sealed record ValidationContext
{
    public static ValidationContext Nothing { get; } = new();

    /// <summary>The pools of all networks, to find shared pools.</summary>
    public AddressPools? Pools { get; init; }

    /// <summary>Cancels the validation when the caller no longer needs it.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>
    /// The networks that pods may use. Findings of a network name only networks that pods of its namespace may use.
    /// </summary>
    public NetworkUse Use { get; init; } = NetworkUse.Everything;

    /// <summary>The cluster administrator's policy.</summary>
    public RamusPolicy? Policy { get; init; }
}
