using Ramus.Contract.Policy;

namespace Ramus.Validation;

/// <summary>What else the judge may know; whatever is left out is not judged.</summary>
public sealed record ValidationContext
{
    public static ValidationContext Nothing { get; } = new();

    /// <summary>The pools of all networks, to tell of one that two networks share.</summary>
    public AddressPools? Pools { get; init; }

    /// <summary>Ends a judgement that nobody waits for any more.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>What the cluster's administrator allows.</summary>
    public RamusPolicy? Policy { get; init; }
}
