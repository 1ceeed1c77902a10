namespace Ramus.Webhook.Admission;

/// <summary>The answer to one review: the object is allowed, changed, or refused with a message.</summary>
internal sealed record AdmissionDecision
{
    public required DecisionOutcome Outcome { get; init; }

    /// <summary>RFC 6902 operations; empty when the object is not changed.</summary>
    public ReadOnlyMemory<byte> Patch { get; init; }

    /// <summary>Why the object is refused; null when it is allowed.</summary>
    public string? Refusal { get; init; }

    /// <summary>The errors of an invalid object; null when the object is valid.</summary>
    public InvalidObject? Invalid { get; init; }

    /// <summary>Warnings that kubectl shows to the user, about parts that are legal but probably wrong.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public bool IsAllowed => Refusal is null;

    /// <summary>The HTTP status that the API server returns to its client together with the refusal.</summary>
    public int StatusCode => Outcome switch
    {
        DecisionOutcome.LookupFailed => 503,
        DecisionOutcome.UndecodablePod => 400,
        DecisionOutcome.InvalidNetwork => 422,
        DecisionOutcome.NetworkInUse => 409,
        _ => 403,
    };

    public static AdmissionDecision Ignored { get; } = new() { Outcome = DecisionOutcome.Ignored };

    public static AdmissionDecision Refuse(DecisionOutcome outcome, string refusal) =>
        new() { Outcome = outcome, Refusal = refusal };
}
