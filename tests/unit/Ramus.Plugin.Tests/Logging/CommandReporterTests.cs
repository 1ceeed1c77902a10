using System.Text;
using Ramus.Contract.NodeDisk;

namespace Ramus.Plugin.Tests.Logging;

/// <summary>The lines from which the node agent derives its metrics.</summary>
public sealed class CommandReporterTests : IDisposable
{
    private readonly ScratchNode node = new ScratchNode(new RamusPlugin()).Render("shop/one").Render("shop/two");

    private string FilePath => NodeLayout.CommandsIn(node.State);

    public void Dispose() => node.Dispose();

    [Fact]
    public void Each_command_has_the_times_of_its_networks()
    {
        CreateFile();

        node.Asking("one,two").Add().ShouldSucceed();
        node.Check().ShouldSucceed();
        node.Delete().ShouldSucceed();

        var (add, delete) = (Reports()[0], Reports()[1]);
        add.Command.ShouldBe("ADD");
        add.Networks.Select(network => network.Key).ShouldBe(["cluster", "shop/one", "shop/two"]);
        add.Phases.Select(phase => phase.Key).ShouldBe(["wait", "plan", "delegates", "report"]);
        add.Failures.ShouldBeEmpty();
        var delegates = add.Phases.Single(phase => phase.Key == "delegates").Value;
        delegates.ShouldBeGreaterThanOrEqualTo(add.Networks.Sum(network => network.Value));
        add.Microseconds.ShouldBeGreaterThanOrEqualTo(add.Phases.Sum(phase => phase.Value));
        delete.Command.ShouldBe("DEL");
        delete.Networks.Select(network => network.Key).ShouldBe(["shop/two", "shop/one", "cluster"]);
        delete.Phases.ShouldBeEmpty();
        Reports().Count.ShouldBe(2, "CHECK is not reported");
    }

    [Fact]
    public void A_failure_names_its_network_and_reason()
    {
        CreateFile();
        node.Plugins.Fail("two", "ADD", 11, "not now");
        node.Asking("one,two").Add().ShouldFail(11);
        node.Asking("nowhere/none").Add().ShouldFail(11);
        node.Asking("[").Add().ShouldFail(7);

        Reports().Select(report => report.Failures.ShouldHaveSingleItem()).ShouldBe(
        [
            new CommandFailure("shop/two", "try-again-later"),
            new CommandFailure("nowhere/none", "try-again-later"),
            new CommandFailure(null, "invalid-network-config"),
        ]);
        Reports()[0].Networks.Select(network => network.Key).ShouldBe(["cluster", "shop/one"]);
    }

    [Fact]
    public void DEL_names_every_network_that_stays()
    {
        CreateFile();
        node.Asking("one,two").Add().ShouldSucceed();
        node.Plugins.Fail("one", "DEL", 999, "broken");
        node.Plugins.Fail("two", "DEL", 120, "broken");

        node.Delete().ShouldFail(120);

        Reports()[^1].Failures.ShouldBe(
            [new CommandFailure("shop/two", "plugin-specific"), new CommandFailure("shop/one", "internal")]);
        Reports()[^1].Networks.Select(network => network.Key).ShouldBe(["cluster"]);
    }

    [Fact]
    public void Without_an_agent_nothing_is_written()
    {
        node.Asking("one").Add().ShouldSucceed();

        File.Exists(FilePath).ShouldBeFalse();
    }

    [Fact]
    public void A_file_that_no_agent_reads_stops_growing()
    {
        CreateFile();
        File.WriteAllBytes(FilePath, new byte[CommandReport.MostFileBytes + 1]);

        node.Asking("one").Add().ShouldSucceed();

        new FileInfo(FilePath).Length.ShouldBe(CommandReport.MostFileBytes + 1);
    }

    [Fact]
    public void A_file_that_cannot_be_written_costs_no_pod_its_networks()
    {
        Directory.CreateDirectory(FilePath);
        node.Add().ShouldSucceed();
        Directory.Delete(FilePath);
        File.CreateSymbolicLink(FilePath, "/dev/full");

        node.Delete().ShouldSucceed();
    }

    private void CreateFile()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, "");
    }

    private List<CommandReport> Reports() =>
        [.. File.ReadLines(FilePath).Select(line => CommandReport.Parse(Encoding.UTF8.GetBytes(line)))];
}
