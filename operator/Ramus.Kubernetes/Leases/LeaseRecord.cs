namespace Ramus.Kubernetes.Leases;

/// <summary>What a lease says.</summary>
internal sealed record LeaseRecord(
    string Holder, TimeSpan Duration, string AcquireTime, string RenewTime, int Transitions, string ResourceVersion);
