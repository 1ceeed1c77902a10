using Ramus.Kubernetes.Options;

namespace Ramus.Client.Try.Scratch;

/// <summary>Finds the plugin `ramus`.</summary>
internal static class RamusBinary
{
    public static string Find(string? given)
    {
        var path = given ?? Candidates().FirstOrDefault(File.Exists) ?? HostTool.Find("ramus");
        return path is null || !File.Exists(path)
            ? throw ProgramException.WrongUsage(
                $"plugin `ramus` was not found {(given is null ? "beside this program or on PATH" : $"at {given}")}: "
                + "build it with `make build`, or give its path with --ramus PATH")
            : Path.GetFullPath(path);
    }

    private static IEnumerable<string> Candidates()
    {
        yield return Path.Combine(AppContext.BaseDirectory, "ramus");

        // The path in the node agent's image.
        yield return "/usr/libexec/ramus/ramus";
    }
}
