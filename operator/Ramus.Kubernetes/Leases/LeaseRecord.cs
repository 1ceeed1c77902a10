namespace Ramus.Kubernetes.Leases;

/// <summary>The fields of a Lease.</summary>
internal sealed record LeaseRecord(
    string Holder, TimeSpan Duration, string AcquireTime, string RenewTime, int Transitions, string ResourceVersion);
