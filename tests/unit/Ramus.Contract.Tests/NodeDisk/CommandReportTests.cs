using System.Text;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;

namespace Ramus.Contract.Tests.NodeDisk;

public sealed class CommandReportTests
{
    private static readonly CommandReport Full = new()
    {
        Command = "ADD",
        Microseconds = 12_345,
        Phases = [new("wait", 0), new("delegates", 12_000)],
        Networks = [new("cbr0", 1), new("d/\"\n\u2028", 2)],
        Failures = [new CommandFailure(null, "internal"), new CommandFailure("d/n", "try-again-later")],
    };

    [Fact]
    public void It_survives_a_round_trip_on_one_line()
    {
        var line = Full.ToLine();

        line.Count(character => character == '\n').ShouldBe(1);
        line[^1].ShouldBe((byte)'\n');
        var read = CommandReport.Parse(line.AsMemory(..^1));
        read.ToLine().ShouldBe(line);
        read.Failures.ShouldBe(Full.Failures);
        read.Networks.ShouldBe(Full.Networks);
        read.Phases.ShouldBe(Full.Phases);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"version":1}""")]
    [InlineData("""{"version":2,"command":"ADD","us":1}""")]
    [InlineData("""{"version":1,"command":"ADD","us":-1}""")]
    [InlineData("""{"version":1,"command":"ADD","us":"1"}""")]
    [InlineData("""{"version":1,"command":"ADD","us":1,"networks":[1]}""")]
    [InlineData("""{"version":1,"command":"ADD","us":1,"networks":[{"network":"a"}]}""")]
    [InlineData("""{"version":1,"command":"ADD","us":1,"failures":[{"network":"a"}]}""")]
    public void Anything_else_is_refused(string line) =>
        Should.Throw<ContractException>(() => CommandReport.Parse(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void Parts_may_be_missing()
    {
        var report = CommandReport.Parse("""{"version":1,"command":"DEL","us":7}"""u8.ToArray());

        (report.Command, report.Microseconds, report.Phases.Count, report.Networks.Count, report.Failures.Count)
            .ShouldBe(("DEL", 7, 0, 0, 0));
    }

    [Fact]
    public void Every_code_has_a_short_name()
    {
        var names = Enumerable.Range(0, 1100).Select(CniErrorCode.NameOf).Distinct().ToList();

        names.Count.ShouldBe(13);
        names.ShouldAllBe(name => name.All(character => char.IsAsciiLetterLower(character) || character == '-'));
    }
}
