namespace Ramus.Client.Tests.Try.Samples;

/// <summary>
/// The claims in a sample's comment about its pods: "# Pod NAME gets:" and "#   INTERFACE: CLAIM, CLAIM".
/// </summary>
internal static class SampleClaims
{
    private const string Head = "# Pod ", Tail = " gets:";

    /// <summary>The claims, by pod (NAMESPACE/NAME) and interface.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string[]>> Of(Sample sample)
    {
        var pods = new Dictionary<string, IReadOnlyDictionary<string, string[]>>(StringComparer.Ordinal);
        Dictionary<string, string[]>? pod = null;
        foreach (var line in sample.Comment)
        {
            if (line.StartsWith(Head, StringComparison.Ordinal) && line.EndsWith(Tail, StringComparison.Ordinal))
            {
                var name = line[Head.Length..^Tail.Length];
                pods.Add(name.Contains('/') ? name : $"default/{name}", pod = new(StringComparer.Ordinal));
            }
            else if (pod is not null && line.Split(": ", 2) is [var link, var claims])
            {
                pod.Add(link.TrimStart('#', ' '), claims.Split(", "));
            }
        }

        return pods;
    }
}
