namespace Ramus.Operator.Objects;

/// <summary>
/// Keeps us from an endless quarrel with another owner of an object: so many repairs in a time, then a rest.
/// </summary>
internal sealed class RepairBudget(TimeProvider time, int repairs, TimeSpan period)
{
    private readonly Queue<long> _spent = new();

    /// <summary>Null = repair; otherwise how long to leave the object alone.</summary>
    internal TimeSpan? TrySpend()
    {
        while (_spent.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= period)
        {
            _spent.Dequeue();
        }

        if (_spent.Count >= repairs)
        {
            return period - time.GetElapsedTime(_spent.Peek());
        }

        _spent.Enqueue(time.GetTimestamp());
        return null;
    }
}
