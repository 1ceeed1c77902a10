namespace Ramus.Kubernetes.Options;

/// <summary>Ends the program: one sentence for the person who started it, and an exit status.</summary>
public sealed class ProgramException(string message, Exception? inner = null) : Exception(message, inner)
{
    public int Status { get; private init; } = ProgramLine.Failed;

    /// <summary>The command line asks for something that cannot be done.</summary>
    public static ProgramException WrongUsage(string message) => new(message) { Status = ProgramLine.WrongUsage };
}
