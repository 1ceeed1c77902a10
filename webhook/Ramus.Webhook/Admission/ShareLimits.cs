namespace Ramus.Webhook.Admission;

/// <summary>
/// How much of a resource reviews may hold. Strangers are callers that have sent no well-formed review yet.
/// </summary>
/// <param name="Most">All reviews together.</param>
/// <param name="MostOfStranger">Those of one stranger.</param>
/// <param name="MostOfStrangers">Those of all strangers.</param>
internal sealed record ShareLimits(long Most, long MostOfStranger, long MostOfStrangers)
{
    /// <summary>Those of all known callers: an eighth is left to strangers, as an API server is one at first.</summary>
    public long MostOfKnown => Most - (Most / 8);
}
