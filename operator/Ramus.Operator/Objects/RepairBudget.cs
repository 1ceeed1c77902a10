namespace Ramus.Operator.Objects;

/// <summary>
/// Keeps us from an endless quarrel with another owner of an object: so many repairs in a time, then a rest.
/// </summary>
internal sealed class RepairBudget(TimeProvider time, int repairs, TimeSpan period)
{
    private readonly Queue<long> spent = new();

    /// <summary>Null = repair; otherwise how long to leave the object alone.</summary>
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
