using System.Text.Json;
using Ramus.Client.Check.Findings;
using Ramus.Client.Check.Reporting;
using Ramus.Testing.Reports;

namespace Ramus.Client.Tests.Check;

/// <summary>The outputs of `check` in tests/golden/check: one folder per input.</summary>
[Trait(Expected.Trait, Expected.Files)]
public sealed class CheckGoldenTests
{
    private static readonly string Root = Repository.Path("tests/golden/check");

    public static TheoryData<string> Inputs() =>
        [.. Directory.EnumerateDirectories(Root).Where(static folder => File.Exists(InputOf(folder)))
            .Select(static folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Reports() => [.. ReportCase.Names];

    public static TheoryData<string> Formats() => [.. Enum.GetNames<CheckFormat>()];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void An_input_has_its_findings(string name)
    {
        var folder = Path.Combine(Root, name);

        Expected.ShouldBe(
            Path.Combine(folder, "table.txt"), CheckCase.Report(CheckCase.Of(File.ReadAllText(InputOf(folder)))));
    }

    [Fact]
    public void The_readme_shows_the_real_output()
    {
        var input = File.ReadAllText(InputOf(Path.Combine(Root, "readme")));

        File.ReadAllText(Repository.Path("README.md"))
            .ShouldContain("$ kubectl ramus check -f web.yaml\n" + CheckCase.Report(CheckCase.Of(input, "web.yaml")));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Each_format_has_its_form(string format)
    {
        var result = CheckCase.Of(File.ReadAllText(InputOf(Path.Combine(Root, "helm"))), "stdin");

        Expected.ShouldBe(
            Path.Combine(Root, "formats", $"{format.ToLowerInvariant()}.txt"),
            CheckCase.Report(result, Enum.Parse<CheckFormat>(format)));
    }

    /// <summary>What users have reported, in tests/golden/reports.</summary>
    [Theory]
    [MemberData(nameof(Reports))]
    public void A_users_report_has_its_findings(string name) =>
        Expected.ShouldBe(
            Path.Combine(Root, "reports", $"{name}.txt"),
            CheckCase.Report(CheckCase.Of(File.ReadAllText(ReportCase.Load(name).Input))));

    [Fact]
    public void Every_rule_has_an_input_that_breaks_it()
    {
        var found = Directory.EnumerateDirectories(Root).Select(InputOf).Where(File.Exists)
            .SelectMany(static input => CheckCase.Of(File.ReadAllText(input)).Findings)
            .Select(static finding => finding.Rule).ToHashSet(StringComparer.Ordinal);

        CheckRules.All.Select(static rule => rule.Id).Except(found).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(nameof(CheckFormat.Json))]
    [InlineData(nameof(CheckFormat.Sarif))]
    [InlineData(nameof(CheckFormat.GitLab))]
    public void A_format_of_json_is_json(string format)
    {
        var result = CheckCase.Of(File.ReadAllText(InputOf(Path.Combine(Root, "pods"))));

        JsonElement.Parse(CheckCase.Report(result, Enum.Parse<CheckFormat>(format))).ValueKind
            .ShouldBe(format == nameof(CheckFormat.GitLab) ? JsonValueKind.Array : JsonValueKind.Object);
    }

    private static string InputOf(string folder) => Path.Combine(folder, "input.yaml");
}
