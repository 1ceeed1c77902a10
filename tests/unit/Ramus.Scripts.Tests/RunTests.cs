namespace Ramus.Scripts.Tests;

[Trait("Needs", "Time")]
public sealed class RunTests : IDisposable
{
    private const string Patience = "3";
    private readonly Checkout checkout = new();

    public void Dispose() => checkout.Dispose();

    [Fact]
    public void A_project_that_hangs_is_ended_and_keeps_its_results_and_the_next_one_runs()
    {
        checkout.AddProject(
            "First", "begin good; pass good; begin bad; fail bad; begin stuck; sleep 1000 & sleep 1000");
        checkout.AddProject("Second", StandIn.Passes);

        var (exitCode, output) = checkout.Run("--fast", "--patience", Patience);

        output.ShouldContain("FAILED stuck\nended, since no test began, ended or printed anything for 3 s");
        output.ShouldContain("FAILED bad\nwrong");
        output.ShouldContain("First: 1 passed, 2 failed, 0 skipped");
        output.ShouldContain("Second: 2 passed, 0 failed, 0 skipped");
        output.ShouldEndWith("\n3 passed, 2 failed, 0 skipped\n");
        exitCode.ShouldBe(1);
    }

    [Fact]
    public void A_project_that_ignores_the_signal_to_end_is_killed()
    {
        checkout.AddProject("First", "trap '' TERM; begin stuck; while :; do sleep 1000; done");

        checkout.Run("--fast", "--patience", "1").Output.ShouldEndWith("\n0 passed, 1 failed, 0 skipped\n");
    }

    [Fact]
    public void A_project_may_take_any_time_while_its_tests_go_on()
    {
        checkout.AddProject("First", "for i in 1 2 3 4 5; do begin $i; sleep 1; pass $i; done; report 5");

        var (exitCode, output) = checkout.Run("--fast", "--patience", Patience);

        output.ShouldEndWith("\n5 passed, 0 failed, 0 skipped\n");
        exitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("begin good; pass good; begin last; kill -KILL $$", "FAILED last", "1 passed, 1 failed")]
    [InlineData(
        "begin good; pass good; begin last; echo 'out of memory'; exit 134", "out of memory", "1 passed, 1 failed")]
    [InlineData("begin good; pass good; exit 3", "exit code 3; 0 of 7 test cases", "1 passed, 1 failed")]
    [InlineData("exit 3", "FAILED First, while no test was running", "0 passed, 1 failed")]
    [InlineData("class Some.Fixture; exit 3", "FAILED the set-up or clean-up of Some.Fixture", "0 passed, 1 failed")]
    [InlineData(
        "begin good; pass good; report 1; exit 3", "First ended with exit code 3 though no test", "1 passed, 1 failed")]
    public void A_project_that_crashes_says_where_and_keeps_its_results(string body, string says, string sum)
    {
        checkout.AddProject("First", body);

        var (exitCode, output) = checkout.Run("--fast");

        output.ShouldContain(says);
        output.ShouldEndWith($"\n{sum}, 0 skipped\n");
        exitCode.ShouldBe(1);
    }

    [Fact]
    public void A_project_that_is_not_built_fails_and_the_others_count()
    {
        checkout.AddProject("First", StandIn.Passes);
        checkout.AddSources("Second");

        checkout.Run("--fast").Output.ShouldEndWith("\n2 passed, 1 failed, 0 skipped\n");
    }

    [Fact]
    public void Only_the_projects_that_are_named_run_and_an_unknown_one_is_refused()
    {
        checkout.AddProject("First", StandIn.Passes);
        checkout.AddProject("Second", "exit 3");

        checkout.Run("First", "--fast").Output.ShouldEndWith("\n2 passed, 0 failed, 0 skipped\n");
        checkout.Run("Third", "--fast").Output.ShouldContain("there is no project 'Third'");
    }

    public static TheoryData<string> Folders { get; } =
    [
        "ramus", "a clone/ramus", "it's", "a+b", "a&b", "$HOME", "a;b", "[a]*", "ümlaut", "a\"b", "(a)",
        string.Join('/', Enumerable.Repeat(new string('x', 100), 9)),
    ];

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_name_of_the_checkout_does_not_matter(string folder)
    {
        using var named = new Checkout(folder);
        named.AddProject("First", StandIn.Passes);
        named.AddProject("Second", "begin gone; exit 3");

        named.Run("--fast").Output.ShouldEndWith("\n2 passed, 1 failed, 0 skipped\n");
    }
}
