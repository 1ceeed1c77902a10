namespace Ramus.Testing.Reports;

/// <summary>What happens when the input is applied to a cluster.</summary>
/// <param name="Outcome">
/// "runs": the pods run with their interfaces; "refused": the webhook refuses an object; "event": a pod does not start,
/// and its event says why (in a namespace without admission).
/// </param>
/// <param name="Says">A part of the refusal or of the event.</param>
public sealed record ReportOnCluster(string Outcome, string? Says = null);
