using Ramus.Validation.Judging;
using Ramus.Validation.Tests.Cases;

namespace Ramus.Validation.Tests;

/// <summary>
/// Working networks, from tests/golden/validation/working: they have no errors and only the listed warnings.
/// </summary>
public sealed class WorkingNetworkTests
{
    private static readonly NetworkValidator Validator = new();

    public static TheoryData<string> Titles =>
        [.. CaseFile.All("working").Select(static working => working.Title)];

    [Theory]
    [MemberData(nameof(Titles))]
    public void A_working_network_has_no_finding_but_those_listed(string title)
    {
        var working = CaseFile.All("working").Single(item => item.Title == title);

        var verdict = Validator.Judge(working.Network, working.Context);

        verdict.Errors.Select(static error => error.ToString()).ShouldBeEmpty();
        verdict.Warnings.Select(static warning => warning.Rule).Distinct().Order()
            .ShouldBe(working.Warnings.Order(), string.Join("\n", verdict.Warnings));
    }

    [Fact]
    public void There_are_enough_of_them()
    {
        CaseFile.All("working").Count.ShouldBeGreaterThanOrEqualTo(100);
    }
}
