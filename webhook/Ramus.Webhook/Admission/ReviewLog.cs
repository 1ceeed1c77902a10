using Microsoft.Extensions.Logging;

namespace Ramus.Webhook.Admission;

/// <summary>
/// Writes log lines about reviews, limited in length and number per second: any user can cause any number of refused
/// reviews, and must not be able to fill a disk with log lines.
/// </summary>
internal sealed class ReviewLog(TimeProvider time, ILogger<ReviewLog> logger)
{
    private const int MostLines = 20;
    private const int LongestText = 2000;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private long start;
    private int lines;
    private long leftOut;

    /// <summary>A review was answered.</summary>
    public void Decided(AdmissionRequest request, AdmissionDecision decision)
    {
        var outcome = WebhookMetrics.Label(decision.Outcome);
        if (decision.Refusal is not { } reason)
        {
            logger.ReviewDecided(outcome, request.Uid, request.Namespace);
        }
        else if (HasRoom())
        {
            logger.ReviewRefused(outcome, request.Uid, Short(reason));
        }
    }

    /// <summary>A review could not be read or judged.</summary>
    public void Failed(int status, string text, Exception failure)
    {
        if (!HasRoom())
        {
            return;
        }

        if (status == 500)
        {
            logger.ReviewFailed(failure);
            return;
        }

        logger.BadReview(status, Short(text));
    }

    private static string Short(string text) =>
        text.Length <= LongestText ? text : $"{text[..LongestText]}...";

    /// <summary>Whether another line may be written. A later line reports the number of suppressed lines.</summary>
    private bool HasRoom()
    {
        long untold = 0;
        lock (gate)
        {
            if (start == 0 || time.GetElapsedTime(start) >= Window)
            {
                (start, lines) = (time.GetTimestamp(), 0);
                (untold, leftOut) = (leftOut, 0);
            }

            if (lines == MostLines)
            {
                leftOut++;
                return false;
            }

            lines++;
        }

        if (untold > 0)
        {
            logger.ReviewsLeftOut(untold);
        }

        return true;
    }
}
