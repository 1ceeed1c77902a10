namespace Ramus.Kubernetes.Options;

/// <summary>A kind of option values: how to read and write them, and the message for a wrong value.</summary>
/// <param name="HelpName">The value's name in the help, for example PORT.</param>
/// <param name="Read">
/// Reads a text; throws <see cref="FormatException"/> with the end of a sentence, such as "is not a port".
/// </param>
/// <param name="Write">Writes a value as a text that <paramref name="Read"/> accepts.</param>
public sealed record ValueKind<T>(string HelpName, Func<string, T> Read, Func<T, string> Write)
{
    /// <summary>The value of the option's name alone; null when the option needs a value.</summary>
    public string? Bare { get; init; }

    /// <summary>The allowed words, for shell completion; empty when other values are allowed too.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
}
