using System.Diagnostics.Metrics;

namespace Ramus.Webhook.Admission;

/// <summary>The webhook's metrics, under the meter <c>Ramus.Webhook</c>.</summary>
internal sealed class WebhookMetrics : IDisposable
{
    public const string MeterName = "Ramus.Webhook";

    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> reviews;
    private readonly Histogram<double> duration;

    public WebhookMetrics()
    {
        reviews = meter.CreateCounter<long>(
            "ramus.webhook.reviews", description: "Admission reviews by outcome.");
        duration = meter.CreateHistogram(
            "ramus.webhook.review.duration", "s", "Time from the arrival of a review's headers to its answer.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries =
                    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
            });
    }

    /// <summary>A gauge whose value is read at each scrape.</summary>
    public void Observe(string name, string? unit, string description, Func<double> value) =>
        meter.CreateObservableGauge(name, value, unit, description);

    public void Count(DecisionOutcome outcome, TimeSpan elapsed)
    {
        reviews.Add(1, new KeyValuePair<string, object?>("outcome", Label(outcome)));
        duration.Record(elapsed.TotalSeconds);
    }

    public static string Label(DecisionOutcome outcome) => outcome switch
    {
        DecisionOutcome.Ignored => "ignored",
        DecisionOutcome.Unchanged => "unchanged",
        DecisionOutcome.Patched => "patched",
        DecisionOutcome.BadAnnotation => "refused_bad_annotation",
        DecisionOutcome.UnknownNetwork => "refused_unknown_network",
        DecisionOutcome.BadResourceName => "refused_bad_resource_name",
        DecisionOutcome.LookupFailed => "refused_lookup_failed",
        DecisionOutcome.UndecodablePod => "refused_undecodable_pod",
        DecisionOutcome.ForbiddenNetwork => "refused_forbidden_network",
        DecisionOutcome.TooManyNetworks => "refused_too_many_networks",
        DecisionOutcome.ConflictingNetworks => "refused_conflicting_networks",
        DecisionOutcome.UnsatisfiableNodes => "refused_unsatisfiable_nodes",
        DecisionOutcome.ForgedStatus => "refused_forged_status",
        DecisionOutcome.ValidNetwork => "valid_network",
        DecisionOutcome.InvalidNetwork => "refused_invalid_network",
        DecisionOutcome.DeletableNetwork => "deletable_network",
        DecisionOutcome.UncheckedDeletion => "unchecked_deletion",
        DecisionOutcome.NetworkInUse => "refused_network_in_use",
        DecisionOutcome.BadRequest => "bad_request",
        DecisionOutcome.NoRoom => "no_room",
        _ => "failed",
    };

    public void Dispose() => meter.Dispose();
}
