namespace Ramus.Benchmarks;

/// <summary>Measured durations of one operation, in milliseconds.</summary>
internal sealed class Samples
{
    private readonly List<double> values = [];

    internal double Median => At(0.5);

    internal void Add(TimeSpan time) => values.Add(time.TotalMilliseconds);

    internal double At(double quantile)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * quantile))];
    }

    public override string ToString() => $"median {Median,7:F2} ms   p95 {At(0.95),7:F2} ms";
}
