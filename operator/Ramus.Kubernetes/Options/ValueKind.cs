namespace Ramus.Kubernetes.Options;

/// <summary>What values an option takes: how a text is read and written, and what is said of a wrong one.</summary>
/// <param name="HelpName">The value in the help, for example PORT.</param>
/// <param name="Read">Throws <see cref="FormatException"/> with the end of a sentence: "is not a port".</param>
/// <param name="Write">A text that <paramref name="Read"/> reads back.</param>
public sealed record ValueKind<T>(string HelpName, Func<string, T> Read, Func<T, string> Write)
{
    /// <summary>What the option's name alone means; null when it needs a value.</summary>
    public string? Bare { get; init; }
}
