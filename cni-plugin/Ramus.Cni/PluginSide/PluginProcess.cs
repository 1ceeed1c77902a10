using Ramus.Linux.Files;
using Ramus.Linux.Processes;

namespace Ramus.Cni.PluginSide;

/// <summary>The parts of its process that a plugin may use.</summary>
public sealed record PluginProcess
{
    private const int MaxInputBytes = 4 << 20;

    /// <summary>The value of an environment variable; null or empty when it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Reads standard input to its end.</summary>
    public required Func<byte[]> ReadInput { get; init; }

    /// <summary>Writes JSON to standard output; called once.</summary>
    public required Action<byte[]> WriteOutput { get; init; }

    /// <summary>Writes a human-readable line to standard error.</summary>
    public required Action<string> WriteError { get; init; }

    /// <summary>
    /// The real process, on file descriptors 0, 1 and 2. A broken pipe causes an error, not a signal.
    /// </summary>
    public static PluginProcess Open()
    {
        StandardStreams.IgnoreBrokenPipes();
        return new PluginProcess
        {
            Variable = Environment.GetEnvironmentVariable,
            ReadInput = () => PosixFile.ReadToEnd(0, "standard input", MaxInputBytes),
            WriteOutput = content => PosixFile.Write(1, content, "standard output"),
            WriteError = StandardStreams.Complain,
        };
    }
}
