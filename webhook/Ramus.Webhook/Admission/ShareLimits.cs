namespace Ramus.Webhook.Admission;

/// <summary>
/// The amounts of memory that reviews may hold. Strangers are callers that have not sent a well-formed review yet.
/// </summary>
/// <param name="Most">The limit for all reviews together.</param>
/// <param name="MostOfStranger">The limit for the reviews of one stranger.</param>
/// <param name="MostOfStrangers">The limit for the reviews of all strangers.</param>
internal sealed record ShareLimits(long Most, long MostOfStranger, long MostOfStrangers)
{
    /// <summary>
    /// The limit for all known callers: an eighth is reserved for strangers, because a new API server starts as one.
    /// </summary>
    public long MostOfKnown => Most - (Most / 8);
}
