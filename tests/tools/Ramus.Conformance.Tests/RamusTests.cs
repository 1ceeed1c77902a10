using System.Runtime.InteropServices;
using Ramus.Conformance.Clauses;
using Ramus.Conformance.Reporting;

namespace Ramus.Conformance.Tests;

/// <summary>Our own plugin, as it is shipped, against every clause; docs/conformance.md holds the table.</summary>
[Trait("Needs", "Root")]
[Collection(Verdicts.OneAtATime)]
public sealed class RamusTests
{
    private const string Begin = "<!-- table -->\n";

    private static readonly Lazy<IReadOnlyList<Verdict>> All =
        new(() => Verdicts.Of(Binary(), Reasons.Read(Page())), LazyThreadSafetyMode.PublicationOnly);

    [Fact]
    public void Every_clause_is_kept_or_has_a_written_reason() =>
        All.Value.Failures().ShouldBeEmpty(All.Value.Explain());

    [Fact]
    public void Every_written_reason_is_still_needed()
    {
        var deviating = All.Value.Where(verdict => verdict.Outcome == Outcome.Deviation)
            .Select(verdict => verdict.Clause.Ids);

        Reasons.Read(Page()).Except(deviating).ShouldBeEmpty("docs/conformance.md excuses what is kept");
    }

    [Fact]
    public void The_page_holds_the_table()
    {
        var page = File.ReadAllText(Page());
        var head = page[..(page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)];
        var current = head + "\n" + Report.Markdown(All.Value);
        if (Environment.GetEnvironmentVariable("RAMUS_WRITE_CONFORMANCE") is { Length: > 0 })
        {
            File.WriteAllText(Page(), current);
            return;
        }

        page.ShouldBe(current, "docs/conformance.md is out of date: run `make conformance` and look at the difference");
    }

    private static string Binary()
    {
        if (Environment.GetEnvironmentVariable("RAMUS_BINARY") is { Length: > 0 } chosen)
        {
            return chosen;
        }

        var machine = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        string[] places = ["artifacts/bin/ramus", $"artifacts/publish/Ramus.Plugin/release_linux-{machine}/ramus"];
        var built = places.Select(place => Path.Combine(Root(), place)).Where(File.Exists);
        var newest = built.MaxBy(File.GetLastWriteTimeUtc);
        Assert.SkipWhen(newest is null, "the native binary 'ramus' is not built; run `make build` first");
        return newest!;
    }

    private static string Page() => Path.Combine(Root(), "docs/conformance.md");

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Operator.sln")))
        {
            directory = directory.Parent!;
        }

        return directory.FullName;
    }
}
