using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>
/// A literal that two programs exchange is written only in Ramus.Contract. Ramus.Chart.Tests compares the chart's
/// spelling with it.
/// </summary>
public sealed partial class ContractTests
{
    private static readonly string[] Words =
        ["nodenetworks", "network-generations", "pod-annotations", "00-ramus.conflist", "/mutate/pods"];

    // Ramus.Contract.Tests compares the contract with its words. Ramus.Conformance must not share code with the plugin
    // that it tests.
    private static readonly string[] Spellers = ["Ramus.Contract", "Ramus.Contract.Tests", "Ramus.Conformance"];

    /// <summary>Includes comments and the code of tests: a search for the word finds the contract.</summary>
    [Fact]
    public void Words_of_the_contract_are_spelled_once() =>
        Exceptions.Hold("contract-word", Repository.All.Where(project => !Spellers.Contains(project.Name))
            .SelectMany(project => project.Sources)
            .Where(source => source.Path != "tests/Architecture.Tests/ContractTests.cs")
            .Select(source => (source.Path, Number: source.Lines.Count(line =>
                Words.Any(word => line.Contains(word, StringComparison.Ordinal)))))
            .Where(found => found.Number > 0));

    /// <summary>Annotations and similar names, which docs/reference.md lists from the contract.</summary>
    [Fact]
    public void Names_with_our_domains_are_spelled_in_the_contract() =>
        Exceptions.Hold("contract-name", Repository.Released.Where(project => project.Name != "Ramus.Contract")
            .SelectMany(project => project.Sources)
            .Select(source => (source.Path, Number: source.Texts.Count(text => QualifiedName().IsMatch(text))))
            .Where(found => found.Number > 0));

    [Fact]
    public void Reasons_of_events_are_spelled_in_the_contract() =>
        Exceptions.Hold("event-reason", Repository.Released.SelectMany(project => project.Sources)
            .Select(source => (source.Path, Number: source.TextsGivenTo("Publish").Count()))
            .Where(found => found.Number > 0));

    [Fact]
    public void System_calls_are_made_by_one_library() =>
        Exceptions.Hold("system-call", Repository.Released.Where(project => project.Name != "Ramus.Linux")
            .SelectMany(project => project.Sources)
            .Select(source => (source.Path, Number: source.Lines.Count(line =>
                line.Contains("[LibraryImport", StringComparison.Ordinal)
                    || line.Contains("[DllImport", StringComparison.Ordinal))))
            .Where(found => found.Number > 0));

    [GeneratedRegex(@"^(ramus\.dev|k8s(\.v1)?\.cni\.cncf\.io|v1\.multus-cni\.io)/[A-Za-z][A-Za-z-]*$")]
    private static partial Regex QualifiedName();
}
