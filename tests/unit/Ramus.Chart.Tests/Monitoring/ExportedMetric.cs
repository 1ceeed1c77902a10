namespace Ramus.Chart.Tests.Monitoring;

/// <summary>A metric as Prometheus sees it.</summary>
internal sealed record ExportedMetric(string Name, string Kind);
