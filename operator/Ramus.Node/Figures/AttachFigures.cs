using Ramus.Contract.NodeDisk;
using Ramus.Kubernetes.Health;

namespace Ramus.Node.Figures;

/// <summary>The metrics of attaching and detaching pods, from the plugin's reports.</summary>
internal sealed class AttachFigures
{
    /// <summary>The label of failures that are not those of one network, such as an invalid annotation.</summary>
    private const string NoNetwork = "none";

    private readonly MetricFamily durations = MetricFamily.CreateHistogram(
        "ramus_attach_duration", "s", "Time to attach a pod to a network (ADD), or to detach it (DEL).");

    private readonly MetricFamily failures = MetricFamily.CreateCounter(
        "ramus_attach_failures", "Failures to attach or detach a pod, by the name of the CNI error code.");

    private readonly MetricFamily phases = MetricFamily.CreateHistogram(
        "ramus_add_phase_duration", "s", "Time of each phase of successful ADDs.");

    // Networks that only fail must not take the places of those that pods use.
    private readonly BusyNetworks used;
    private readonly BusyNetworks failing;

    /// <param name="most">The number of networks with series of their own.</param>
    /// <param name="time">The clock.</param>
    public AttachFigures(int most, TimeProvider time) =>
        (used, failing) = (new BusyNetworks(most, time), new BusyNetworks(most, time));

    /// <summary>The metrics.</summary>
    public IReadOnlyList<MetricFamily> Families => [durations, failures, phases];

    /// <summary>Adds a report.</summary>
    public void Count(CommandReport report)
    {
        var verb = Tag("verb", report.Command.ToLowerInvariant());
        foreach (var (network, microseconds) in report.Networks)
        {
            durations.Record(Seconds(microseconds), LabelOf(network, used, durations), verb);
        }

        foreach (var failure in report.Failures)
        {
            var label = failure.Network is { } network
                ? LabelOf(network, failing, failures)
                : Tag("network", NoNetwork);
            failures.Record(1, label, verb, Tag("reason", failure.Reason));
        }

        foreach (var (phase, microseconds) in report.Failures.Count == 0 ? report.Phases : [])
        {
            phases.Record(Seconds(microseconds), Tag("phase", phase));
        }
    }

    private static KeyValuePair<string, object?> LabelOf(string network, BusyNetworks busy, MetricFamily family)
    {
        var label = busy.LabelOf(network, out var replaced);
        if (replaced is not null)
        {
            family.Forget(Tag("network", replaced));
        }

        return Tag("network", label);
    }

    private static double Seconds(long microseconds) => TimeSpan.FromMicroseconds(microseconds).TotalSeconds;

    private static KeyValuePair<string, object?> Tag(string key, string value) => new(key, value);
}
