using Ramus.Client.Completion;

namespace Ramus.Client.Tests.Completion;

public sealed class CandidateTests
{
    [Theory]
    [InlineData("ch", "check")]
    [InlineData("get ", "networks,nodes,pods")]
    [InlineData("get pods --na", "--namespace")]
    [InlineData("check --output ", "table,wide,json,yaml,sarif,github,gitlab")]
    [InlineData("check -o s", "sarif")]
    [InlineData("check --output=g", "--output=github,--output=gitlab")]
    [InlineData("check -o json --str", "--strict")]
    [InlineData("get pods web -o w", "wide")]
    [InlineData("nonsense", "")]
    public void Words_follow_from_the_words_before(string line, string expected)
    {
        var (words, areFiles) = Candidates.For(ClientProgram.Build(), line.Split(' '));

        string.Join(',', words.Select(static one => one.Word)).ShouldBe(expected);
        areFiles.ShouldBeFalse();
    }

    [Theory]
    [InlineData("check -f ")]
    [InlineData("check -f a.yaml ")]
    [InlineData("check --file ma")]
    public void Files_follow_an_option_for_files(string line) =>
        Candidates.For(ClientProgram.Build(), line.Split(' ')).AreFiles.ShouldBeTrue();

    [Fact]
    public void The_answer_has_the_form_that_kubectl_reads()
    {
        using var output = new StringWriter();

        CompletionCommand.Answer(ClientProgram.Build(), ["explai"], output);

        var lines = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2);
        lines[0].ShouldStartWith("explain\t");
        lines[1].ShouldBe(":4");
    }
}
