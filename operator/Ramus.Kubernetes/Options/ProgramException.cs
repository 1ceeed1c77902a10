namespace Ramus.Kubernetes.Options;

/// <summary>Ends the program with one sentence for the user and an exit status.</summary>
public sealed class ProgramException(string message, Exception? inner = null) : Exception(message, inner)
{
    public int Status { get; private init; } = ProgramLine.Failed;

    /// <summary>An exception for a wrong command line.</summary>
    public static ProgramException WrongUsage(string message) => new(message) { Status = ProgramLine.WrongUsage };
}
