using System.Text.Json;
using Ramus.Client.Tests.Try.Samples;
using Ramus.Client.Tests.Try.Seed;
using Ramus.Testing.Reports;

namespace Ramus.Client.Tests.Try.Reports;

/// <summary>Runs the inputs of users on a scratch node, with real plugins.</summary>
[Trait("Needs", "Root")]
public sealed class ReportTests
{
    /// <summary>All cases; one that the program does not do right yet, or that cannot run here, is skipped.</summary>
    public static IEnumerable<TheoryDataRow<string>> Cases => ReportCase.Names
        .Select(static name => new TheoryDataRow<string>(name) { Skip = WhyNot(ReportCase.Load(name)) });

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task An_input_has_its_right_outcome(string name)
    {
        var expected = ReportCase.Load(name);

        string[] arguments = ["--output", "json", "-f", expected.Input, .. expected.ResolveOptions()];
        var (status, output, error) = await TryProgram.RunAsync(arguments);

        status.ShouldBe(expected.Exit, output + error);
        if (expected.Error is { } message)
        {
            error.ShouldContain(message, Case.Sensitive);
            return;
        }

        var report = JsonElement.Parse(output);
        ReportExpectation.CheckWarnings(expected, report);
        ReportExpectation.CheckFindings(expected, report);
        ReportExpectation.CheckPods(expected, report);
    }

    private static string? WhyNot(ReportCase one) =>
        one.Pending is { } pending ? $"pending: {pending}" : SampleNeeds.Missing(one.Needs);
}
