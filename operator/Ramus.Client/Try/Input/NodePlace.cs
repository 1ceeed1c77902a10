namespace Ramus.Client.Try.Input;

/// <summary>Where a manifest can place files: folders of which a scratch node has its own copies.</summary>
internal static class NodePlace
{
    private const string Run = "/run/";
    private const string LinkToRun = "/var/run/";

    private static readonly string[] Places = ["/etc/cni/", Run, LinkToRun, "/var/lib/cni/"];

    // The scratch node's programs, its network namespaces and the agent's socket.
    private static readonly string[] Own = ["ramus", "netns"];

    /// <summary>The path on the scratch node.</summary>
    /// <exception cref="FormatException">No file can be placed there; the message follows the path.</exception>
    public static string Read(string path)
    {
        if (!Places.Any(place => path.StartsWith(place, StringComparison.Ordinal)) || Path.GetFullPath(path) != path
            || path.EndsWith('/'))
        {
            throw new FormatException($"must be 'key: /path', with the path below one of {string.Join(' ', Places)}");
        }

        var real = path.StartsWith(LinkToRun, StringComparison.Ordinal) ? Run + path[LinkToRun.Length..] : path;
        return real.StartsWith(Run, StringComparison.Ordinal)
            && Own.Any(name => real.AsSpan(Run.Length).StartsWith(name, StringComparison.Ordinal))
                ? throw new FormatException("is a path that the scratch node itself uses; choose another path")
                : real;
    }
}
