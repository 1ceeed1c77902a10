using Ramus.Conformance.Clauses;

namespace Ramus.Conformance.Tests;

/// <summary>
/// The suite must be able to fail: a plugin with one defect fails the clause of that defect and no other.
/// </summary>
[Trait("Needs", "Root")]
[Collection(Verdicts.OneAtATime)]
public sealed class DefectTests
{
    [Fact]
    public void A_plugin_without_a_defect_fails_nothing()
    {
        using var plugin = new SamplePlugin("none");

        var verdicts = Verdicts.Of(plugin.Path);

        verdicts.Failures().ShouldBeEmpty(verdicts.Explain());
        verdicts.Count(verdict => verdict.Outcome == Outcome.Pass).ShouldBeGreaterThan(25);
    }

    [Theory]
    [InlineData("exit-0", "P1")]
    [InlineData("error-on-stderr", "P2")]
    [InlineData("text-first", "P3 F56")]
    [InlineData("newest-result", "P4 F57")]
    [InlineData("takes-what-is-there", "P6 X14")]
    [InlineData("del-once", "P7")]
    [InlineData("needs-netns", "P8 F87")]
    [InlineData("check-never", "P9")]
    [InlineData("check-always", "P10")]
    [InlineData("never-ready", "P11")]
    [InlineData("talks-at-gc", "P15")]
    [InlineData("one-at-a-time", "P16 F97")]
    [InlineData("version-of-its-own", "P21")]
    [InlineData("error-without-version", "P22")]
    [InlineData("wants-no-path", "F42")]
    [InlineData("names-one", "F43")]
    [InlineData("ids-unchecked", "R12 F20 F44")]
    [InlineData("too-old", "F47")]
    [InlineData("any-version", "F48")]
    [InlineData("any-name", "F50")]
    [InlineData("version-waits", "F51")]
    [InlineData("any-command", "F52")]
    [InlineData("late-command", "F98")]
    [InlineData("silent", "F53")]
    public void A_defect_fails_its_clause_and_no_other(string defect, string clause)
    {
        using var plugin = new SamplePlugin(defect);

        var verdicts = Verdicts.Of(plugin.Path);

        verdicts.Failures().ShouldBe([clause], verdicts.Explain());
    }
}
