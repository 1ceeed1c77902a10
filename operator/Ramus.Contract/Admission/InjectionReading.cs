using Ramus.Contract.Json;

namespace Ramus.Contract.Admission;

/// <summary>The settings, and warnings about the parts of the text that were ignored.</summary>
public sealed record InjectionReading(InjectionSettings Settings, IReadOnlyList<string> Warnings)
{
    /// <summary>Reads <c>config.json</c>. Missing features keep their value of <paramref name="initial"/>.</summary>
    /// <exception cref="ContractException">
    /// The text is invalid; the caller should keep the last good settings.
    /// </exception>
    public static InjectionReading Parse(ReadOnlyMemory<byte> utf8, string what, InjectionSettings initial) =>
        InjectionReader.Read(utf8, what, initial);
}
