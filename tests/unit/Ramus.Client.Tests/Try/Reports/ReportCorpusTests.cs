using System.Text.RegularExpressions;
using Ramus.Client.Tests.Try.Samples;
using Ramus.Testing.Reports;

namespace Ramus.Client.Tests.Try.Reports;

/// <summary>The corpus of users' inputs as files: its size, and that each case is complete.</summary>
public sealed partial class ReportCorpusTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. ReportCase.Names];

    private static IReadOnlyList<ReportCase> All => [.. ReportCase.Names.Select(ReportCase.Load)];

    [Fact]
    public void At_least_sixty_cases_run_half_of_them_from_public_reports()
    {
        var all = All;
        var runnable = all.Where(static one => one.Pending is null).ToList();

        runnable.Count.ShouldBeGreaterThanOrEqualTo(60);
        runnable.Count(static one => one.From == "public").ShouldBeGreaterThanOrEqualTo(30);
        runnable.Count(static one => one.From == "trial").ShouldBeGreaterThanOrEqualTo(30);
        (all.Count - runnable.Count).ShouldBeLessThanOrEqualTo(10);
    }

    [Fact]
    public void At_least_sixty_cases_run_on_this_machine()
    {
        var missing = All.Select(static one => (one.Name, Reason: SampleNeeds.Missing(one.Needs)))
            .Where(static one => one.Reason is not null).ToList();

        missing.ForEach(one => output.WriteLine($"tests/golden/reports/{one.Name} cannot run: {one.Reason}"));

        (All.Count(static one => one.Pending is null) - missing.Count).ShouldBeGreaterThanOrEqualTo(60);
    }

    [Fact]
    public void At_least_a_dozen_cases_are_for_a_cluster_with_every_outcome()
    {
        var outcomes = All.Where(static one => one.Cluster is not null).ToLookup(static one => one.Cluster!.Outcome);

        outcomes.Select(static outcome => outcome.Key).ShouldBe(["runs", "refused", "event"], ignoreOrder: true);
        outcomes.Sum(static outcome => outcome.Count()).ShouldBeGreaterThanOrEqualTo(12);
        All.ShouldAllBe(static one => one.Cluster == null || one.Pending == null);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_case_is_complete(string name)
    {
        var one = ReportCase.Load(name);

        name.ShouldMatch("^[a-z0-9]+(-[a-z0-9]+)*$");
        one.About.ShouldEndWith(".");
        one.From.ShouldBeOneOf("public", "trial");
        Directory.EnumerateFileSystemEntries(one.Folder).ShouldBe(
            [
                one.Input,
                Path.Combine(one.Folder, "expect.json"),
                .. one.ResolveOptions().Where(path => path.StartsWith(one.Folder, StringComparison.Ordinal)),
            ],
            ignoreOrder: true);
        (one.Error is not null).ShouldBe(one.Exit == 2);
        (one.Pods.Count == 0).ShouldBe(one.Exit == 2);
        one.Pods.Values.ShouldAllBe(static pod => pod.Failure != null || pod.Interfaces!.Count > 0);
        one.Pods.Values.Any(static pod => pod.Failure is not null).ShouldBe(one.Exit == 1);
    }

    /// <summary>Parallel runs on one cluster share bridges and address pools of a node.</summary>
    [Fact]
    public void Cases_for_a_cluster_share_no_subnet_and_no_bridge()
    {
        var names = All.Where(static one => one.Cluster is not null)
            .SelectMany(static one => Shared().Matches(File.ReadAllText(one.Input))
                .Select(static match => match.Value).Distinct())
            .ToList();

        names.Count.ShouldBeGreaterThan(10);
        names.ShouldBeUnique();
    }

    [GeneratedRegex("""
        "(subnet|bridge)": *"[^"]+"
        """)]
    private static partial Regex Shared();
}
