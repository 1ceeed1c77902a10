namespace Ramus.Cni;

/// <summary>The process that a plugin runs in, as far as it is allowed to see it.</summary>
public sealed record PluginProcess
{
    /// <summary>The value of an environment variable; null or empty when it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Everything on standard input.</summary>
    public required Func<byte[]> ReadInput { get; init; }

    /// <summary>Writes to standard output: JSON, once.</summary>
    public required Action<byte[]> WriteOutput { get; init; }

    /// <summary>Writes a line for people to standard error.</summary>
    public required Action<string> WriteError { get; init; }
}
