using Microsoft.Extensions.Time.Testing;
using Ramus.Contract.NodeDisk;
using Ramus.Kubernetes.Health;
using Ramus.Node.Figures;

namespace Ramus.Node.Tests.Figures;

public sealed class AttachFiguresTests : IDisposable
{
    private readonly PrometheusExporter exporter = new("Ramus.None");
    private readonly AttachFigures figures = new(1, new FakeTimeProvider());

    public AttachFiguresTests() => exporter.Add(figures.Families);

    public void Dispose() => exporter.Dispose();

    [Fact]
    public void Times_are_by_network_and_command_and_phases_only_of_successes()
    {
        figures.Count(Report("ADD", ("d/n", 20_000)) with { Phases = [new("wait", 1_000), new("plan", 2_000_000)] });
        figures.Count(Report("DEL", ("d/n", 3_000_000)));
        figures.Count(Report("ADD") with
        {
            Phases = [new("wait", 9_000_000)],
            Failures = [new CommandFailure(null, "decoding-failure")],
        });

        var text = exporter.Collect();
        text.ShouldContain("""ramus_attach_duration_seconds_bucket{network="d/n",verb="add",le="0.025"} 1""");
        text.ShouldContain("""ramus_attach_duration_seconds_bucket{network="d/n",verb="add",le="0.01"} 0""");
        text.ShouldContain("""ramus_attach_duration_seconds_sum{network="d/n",verb="del"} 3""");
        text.ShouldContain("""ramus_add_phase_duration_seconds_sum{phase="plan"} 2""");
        text.ShouldContain("""ramus_add_phase_duration_seconds_count{phase="wait"} 1""");
        text.ShouldContain(
            """ramus_attach_failures_total{network="none",verb="add",reason="decoding-failure"} 1""");
    }

    [Fact]
    public void The_series_of_a_network_end_when_a_busier_one_takes_its_place()
    {
        figures.Count(Report("ADD", ("d/first", 1)) with { Failures = [new CommandFailure("d/first", "internal")] });
        for (var count = 0; count < 5; count++)
        {
            figures.Count(Report("ADD", ("d/second", 1)));
        }

        var text = exporter.Collect();
        text.ShouldNotContain("ramus_attach_duration_seconds_count{network=\"d/first\"");
        text.ShouldContain("""ramus_attach_failures_total{network="d/first",verb="add",reason="internal"} 1""");
        text.ShouldContain("""ramus_attach_duration_seconds_count{network="d/second",verb="add"} 3""");
        text.ShouldContain("""ramus_attach_duration_seconds_count{network="other",verb="add"} 2""");
    }

    [Fact]
    public void A_network_that_only_fails_takes_no_place_of_one_that_pods_use()
    {
        figures.Count(Report("ADD", ("d/used", 1)));
        for (var count = 0; count < 50; count++)
        {
            figures.Count(Report("ADD") with { Failures = [new CommandFailure("d/failing", "internal")] });
        }

        exporter.Collect().ShouldContain("""ramus_attach_duration_seconds_count{network="d/used",verb="add"} 1""");
    }

    private static CommandReport Report(string command, params (string Network, long Time)[] networks) => new()
    {
        Command = command,
        Microseconds = 1,
        Networks = [.. networks.Select(network => KeyValuePair.Create(network.Network, network.Time))],
    };
}
