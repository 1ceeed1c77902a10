using System.Globalization;
using System.Text;
using Ramus.Crash.Tracing;

namespace Ramus.Crash.RandomKills;

/// <summary>The processes that work on a container, found by their environment.</summary>
internal static class Processes
{
    public static void Kill(int pid) => _ = Ptrace.kill(pid, Ptrace.SIGKILL);

    /// <summary>All these processes except <paramref name="plugin"/>.</summary>
    public static List<int> DelegatesOf(string containerId, int plugin)
    {
        var mark = Encoding.UTF8.GetBytes($"CNI_CONTAINERID={containerId}\0");
        return [.. Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && pid != plugin && Environment(pid).IndexOf(mark) >= 0)];
    }

    private static ReadOnlySpan<byte> Environment(int pid)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{pid}/environ");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
