using System.Text;

namespace Ramus.Cni.Posix;

/// <summary>The process's own streams, without the cost of <see cref="Console"/>.</summary>
public static class StandardStreams
{
    private const int MaxInputBytes = 4 << 20;

    /// <summary>A plugin's process on file descriptors 0, 1 and 2. A broken pipe becomes an error instead of a signal.</summary>
    public static PluginProcess Open()
    {
        _ = Libc.signal(Libc.SIGPIPE, Libc.SIG_IGN);
        return new PluginProcess
        {
            Variable = Environment.GetEnvironmentVariable,
            ReadInput = () => PosixFile.ReadToEnd(0, "standard input", MaxInputBytes),
            WriteOutput = content => PosixFile.Write(1, content, "standard output"),
            WriteError = Complain,
        };
    }

    /// <summary>Writes a line for people to standard error.</summary>
    public static void Complain(string line) => PosixFile.Write(2, Encoding.UTF8.GetBytes(line + "\n"), "standard error");
}
