namespace Ramus.Client.Try.Options;

/// <summary>What the program ends with when not all is well.</summary>
internal static class ExitCode
{
    /// <summary>A pod did not get its networks.</summary>
    internal const int Failed = 1;

    /// <summary>The question itself was wrong.</summary>
    internal const int Misused = 2;

    /// <summary>The user ended it.</summary>
    internal const int Interrupted = 130;
}
