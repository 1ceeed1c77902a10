using System.Diagnostics.Metrics;
using Ramus.Operator.Networks;
using Ramus.Operator.Objects;

namespace Ramus.Operator.Hosting;

/// <summary>What the operator measures.</summary>
internal sealed class OperatorMetrics : IDisposable
{
    private readonly Meter _meter = new(OperatorNames.Meter);
    private readonly Counter<long> _reconciliations;
    private readonly Counter<long> _renewals;
    private readonly Counter<long> _statuses;
    private long _expiry;

    public OperatorMetrics()
    {
        _reconciliations = _meter.CreateCounter<long>(
            "ramus.operator.reconciliations", description: "Reconciliations by object and outcome.");
        _renewals = _meter.CreateCounter<long>(
            "ramus.operator.webhook.certificates.made", description: "Serving certificates made for the webhook.");
        _statuses = _meter.CreateCounter<long>(
            "ramus.operator.network.statuses.written", description: "Statuses of networks written.");
        _meter.CreateObservableGauge(
            "ramus.operator.networks", ObserveNetworks,
            description: "Networks by the status of their condition Valid.");
        _meter.CreateObservableGauge(
            "ramus.operator.leader", () => IsLeader() ? 1 : 0, description: "1 while this replica leads.");
        _meter.CreateObservableGauge(
            "ramus.operator.webhook.certificate.expiry", ObserveExpiry, "s",
            "When the webhook's certificate ends, since the epoch.");
    }

    /// <summary>Asked on every scrape.</summary>
    internal Func<bool> IsLeader { get; set; } = () => false;

    /// <summary>All networks while this replica leads; null otherwise. Asked on every scrape.</summary>
    internal Func<IReadOnlyList<WatchedNetwork>>? Networks { get; set; }

    internal DateTimeOffset CertificateExpiry
    {
        set => Volatile.Write(ref _expiry, value.ToUnixTimeSeconds());
    }

    public void Dispose() => _meter.Dispose();

    internal void CertificateRenewed() => _renewals.Add(1);

    internal void StatusWritten() => _statuses.Add(1);

    internal void Reconciled(string target, bool succeeded) => _reconciliations.Add(
        1,
        new KeyValuePair<string, object?>("object", target),
        new KeyValuePair<string, object?>("outcome", succeeded ? "success" : "failure"));

    private IEnumerable<Measurement<int>> ObserveNetworks() =>
        (Networks?.Invoke() ?? []).CountBy(network => network.State.Condition("Valid")?.Status ?? "Unknown")
            .Select(count => new Measurement<int>(count.Value, new KeyValuePair<string, object?>("valid", count.Key)));

    // A stand-by knows nothing of the certificate: no value is better than a wrong one.
    private IEnumerable<Measurement<long>> ObserveExpiry() =>
        Volatile.Read(ref _expiry) is > 0 and var expiry && IsLeader() ? [new Measurement<long>(expiry)] : [];
}
