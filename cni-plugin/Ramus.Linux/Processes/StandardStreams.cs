using System.Text;
using Ramus.Linux.Files;

namespace Ramus.Linux.Processes;

/// <summary>The process's own streams, without the cost of <see cref="Console"/>.</summary>
public static class StandardStreams
{
    /// <summary>
    /// A write to a pipe that nobody reads becomes an error instead of the signal that ends the process.
    /// </summary>
    public static void IgnoreBrokenPipes() => _ = Libc.signal(Libc.SIGPIPE, Libc.SIG_IGN);

    /// <summary>Writes a line for people to standard error.</summary>
    public static void Complain(string line) =>
        PosixFile.Write(2, Encoding.UTF8.GetBytes(line + "\n"), "standard error");
}
