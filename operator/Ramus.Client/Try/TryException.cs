namespace Ramus.Client.Try;

/// <summary>Ends the run with a sentence for the user; caught once, in the command.</summary>
internal sealed class TryException(string message, int exitCode = TryCommand.Failed) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
