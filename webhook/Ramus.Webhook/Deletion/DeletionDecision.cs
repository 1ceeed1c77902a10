namespace Ramus.Webhook.Deletion;

/// <summary>The answer to one deletion: a refusal with a reason, or none; a warning goes to whoever deletes.</summary>
internal sealed record DeletionDecision(string? Refusal, string? Warning = null)
{
    public static DeletionDecision Allowed { get; } = new((string?)null);
}
