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
                $"the plugin `ramus` is not {(given is null ? "beside this program nor on PATH" : $"at {given}")}: "
                + "build it with `make build`, or name it with --ramus PATH")
            : Path.GetFullPath(path);
    }

    private static IEnumerable<string> Candidates()
    {
        yield return Path.Combine(AppContext.BaseDirectory, "ramus");

        // Where the image of the node agent has it.
        yield return "/usr/libexec/ramus/ramus";
    }
}
