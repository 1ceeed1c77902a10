using Ramus.Contract.Json;

namespace Ramus.Contract.Admission;

/// <summary>Settings that were read, and what in the text was passed over.</summary>
public sealed record InjectionReading(InjectionSettings Settings, IReadOnlyList<string> Warnings)
{
    /// <summary>Reads <c>config.json</c>. What it does not name is as in <paramref name="initial"/>.</summary>
    /// <exception cref="ContractException">It cannot be used; the last good settings should stay.</exception>
    public static InjectionReading Parse(ReadOnlyMemory<byte> utf8, string what, InjectionSettings initial) =>
        InjectionReader.Read(utf8, what, initial);
}
