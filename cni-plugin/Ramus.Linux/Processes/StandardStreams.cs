using System.Text;
using Ramus.Linux.Files;

namespace Ramus.Linux.Processes;

/// <summary>The process's standard streams, without the cost of <see cref="Console"/>.</summary>
public static class StandardStreams
{
    /// <summary>
    /// Makes a write to a pipe without a reader fail with an error, instead of a signal that ends the process.
    /// </summary>
    public static void IgnoreBrokenPipes() => _ = Libc.signal(Libc.SIGPIPE, Libc.SIG_IGN);

    /// <summary>Writes a human-readable line to standard error.</summary>
    public static void Complain(string line) =>
        PosixFile.Write(2, Encoding.UTF8.GetBytes(line + "\n"), "standard error");
}
