using System.Text;

namespace Ramus.Kubernetes.Health;

/// <summary>The outcome of all checks of one kind.</summary>
public sealed record HealthReport(IReadOnlyList<HealthResult> Results)
{
    public bool IsHealthy => Results.All(result => result.Reason is null);

    /// <summary>As the API server's own /readyz?verbose: a line per check.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, reason) in Results)
        {
            text.Append(reason is null ? $"[+]{name} ok\n" : $"[-]{name} failed: {reason}\n");
        }

        return text.Append(IsHealthy ? "ok\n" : "failed\n").ToString();
    }
}
