namespace Ramus.Operator.Objects;

/// <summary>
/// Limits the repairs of an object that another client keeps changing: a number of repairs per period, then a pause.
/// </summary>
internal sealed class RepairBudget(TimeProvider time, int repairs, TimeSpan period)
{
    private readonly Queue<long> spent = new();

    /// <summary>Null = repair now; otherwise how long to wait before the next repair.</summary>
    internal TimeSpan? TrySpend()
    {
        while (spent.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= period)
        {
            spent.Dequeue();
        }

        if (spent.Count >= repairs)
        {
            return period - time.GetElapsedTime(spent.Peek());
        }

        spent.Enqueue(time.GetTimestamp());
        return null;
    }
}
