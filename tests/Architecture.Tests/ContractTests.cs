namespace Architecture.Tests;

/// <summary>What two programs exchange is spelled in Ramus.Contract, and nowhere else.</summary>
public sealed class ContractTests
{
    private static readonly string[] Words =
        ["nodenetworks", "network-generations", "pod-annotations", "00-ramus.conflist", "/mutate/pods"];

    [Fact]
    public void Words_of_the_contract_are_spelled_once() =>
        Exceptions.Hold("contract-word", Repository.Released.Where(project => project.Name != "Ramus.Contract")
            .SelectMany(project => project.Sources)
            .Select(source => (source.Path, Number: source.Texts.Count(text =>
                Words.Any(word => text.Contains(word, StringComparison.Ordinal)))))
            .Where(found => found.Number > 0));

    [Fact]
    public void System_calls_are_made_by_one_library() =>
        Exceptions.Hold("system-call", Repository.Released.Where(project => project.Name != "Ramus.Linux")
            .SelectMany(project => project.Sources)
            .Select(source => (source.Path, Number: source.Lines.Count(line =>
                line.Contains("[LibraryImport", StringComparison.Ordinal)
                    || line.Contains("[DllImport", StringComparison.Ordinal))))
            .Where(found => found.Number > 0));
}
