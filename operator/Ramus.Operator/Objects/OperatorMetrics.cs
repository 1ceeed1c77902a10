using System.Diagnostics.Metrics;

namespace Ramus.Operator.Objects;

/// <summary>The operator's metrics.</summary>
internal sealed class OperatorMetrics : IDisposable
{
    private readonly Meter meter = new(OperatorNames.Meter);
    private readonly Counter<long> reconciliations;
    private readonly Counter<long> renewals;
    private readonly Counter<long> statuses;
    private long expiry;

    public OperatorMetrics()
    {
        reconciliations = meter.CreateCounter<long>(
            "ramus.operator.reconciliations", description: "Reconciliations by object and outcome.");
        renewals = meter.CreateCounter<long>(
            "ramus.operator.webhook.certificates.made", description: "Serving certificates issued for the webhook.");
        statuses = meter.CreateCounter<long>(
            "ramus.operator.network.statuses.written", description: "Writes of network statuses.");
        meter.CreateObservableGauge(
            "ramus.operator.networks", ObserveNetworks,
            description: "Networks by the status of their condition Valid.");
        meter.CreateObservableGauge(
            "ramus.operator.pods.cut", ObserveCutPods,
            description: "Pods with so many networks that the operator counts only the first networks of each pod.");
        meter.CreateObservableGauge(
            "ramus.operator.leader", () => IsLeader() ? 1 : 0, description: "1 while this replica leads.");
        meter.CreateObservableGauge(
            "ramus.operator.policy.usable", () => IsPolicyUsable() ? 1 : 0,
            description: "1 while the policy file is in force or missing; 0 while it is broken.");
        meter.CreateObservableGauge(
            "ramus.operator.webhook.certificate.expiry", ObserveExpiry, "s",
            "Expiry time of the webhook's certificate, in seconds since the Unix epoch.");
    }

    /// <summary>Called on every scrape.</summary>
    internal Func<bool> IsLeader { get; set; } = () => false;

    /// <summary>Called on every scrape.</summary>
    internal Func<bool> IsPolicyUsable { get; set; } = () => true;

    /// <summary>
    /// The status of each network's condition Valid while this replica leads; null otherwise. Called on every scrape.
    /// </summary>
    internal Func<IEnumerable<string>>? Networks { get; set; }

    /// <summary>
    /// The number of pods of which only the first networks are kept, while this replica leads. Called on every scrape.
    /// </summary>
    internal Func<int>? CutPods { get; set; }

    internal DateTimeOffset CertificateExpiry
    {
        set => Volatile.Write(ref expiry, value.ToUnixTimeSeconds());
    }

    public void Dispose() => meter.Dispose();

    internal void CertificateRenewed() => renewals.Add(1);

    internal void StatusWritten() => statuses.Add(1);

    internal void Reconciled(string target, bool succeeded) => reconciliations.Add(
        1,
        new KeyValuePair<string, object?>("object", target),
        new KeyValuePair<string, object?>("outcome", succeeded ? "success" : "failure"));

    private IEnumerable<Measurement<int>> ObserveNetworks() =>
        (Networks?.Invoke() ?? []).CountBy(status => status)
            .Select(count => new Measurement<int>(count.Value, new KeyValuePair<string, object?>("valid", count.Key)));

    private IEnumerable<Measurement<int>> ObserveCutPods() => CutPods is { } pods ? [new Measurement<int>(pods())] : [];

    // A standby replica does not read the certificate: no value is better than a stale one.
    private IEnumerable<Measurement<long>> ObserveExpiry() =>
        Volatile.Read(ref this.expiry) is > 0 and var expiry && IsLeader() ? [new Measurement<long>(expiry)] : [];
}
