namespace Ramus.Kubernetes.Leases;

/// <summary>Which lease is contended for, and client-go's three times.</summary>
public sealed record LeaseElectorOptions
{
    /// <summary>Where the Lease is.</summary>
    public required string Namespace { get; init; }

    /// <summary>The Lease that replicas contend for; it is created where it is missing.</summary>
    public required string Name { get; init; }

    /// <summary>Who we are; must differ between replicas and between restarts.</summary>
    public string Identity { get; init; } = $"{Environment.MachineName}_{Guid.NewGuid():N}";

    /// <summary>How long others wait for a silent leader.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a leader that cannot renew goes on leading. Must be shorter than the lease.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause between attempts.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);
}
