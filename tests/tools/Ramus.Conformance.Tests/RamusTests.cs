using Ramus.Conformance.Clauses;
using Ramus.Conformance.Reporting;

namespace Ramus.Conformance.Tests;

/// <summary>The released form of our plugin against every clause; docs/conformance.md contains the table.</summary>
[Trait("Needs", "Root")]
[Collection(Verdicts.OneAtATime)]
public sealed class RamusTests
{
    private const string Begin = "<!-- table -->\n";

    private static readonly Lazy<IReadOnlyList<Verdict>> All =
        new(() => Verdicts.Of(NativeBinary.Path, Reasons.Read(Page())), LazyThreadSafetyMode.PublicationOnly);

    [Fact]
    public void Every_clause_is_kept_or_has_a_written_reason() =>
        All.Value.Failures().ShouldBeEmpty(All.Value.Explain());

    [Fact]
    public void Every_written_reason_is_still_needed()
    {
        var deviating = All.Value.Where(verdict => verdict.Outcome == Outcome.Deviation)
            .Select(verdict => verdict.Clause.Ids);

        Reasons.Read(Page()).Except(deviating).ShouldBeEmpty("docs/conformance.md excuses a clause that passes");
    }

    [Trait(Expected.Trait, Expected.Files)]
    [Fact]
    public void The_page_holds_the_table()
    {
        var page = File.ReadAllText(Page());
        var head = page[..(page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)];

        Expected.ShouldBe(Page(), head + "\n" + Report.Markdown(All.Value));
    }

    private static string Page() => Repository.Path("docs/conformance.md");
}
