namespace Ramus.Kubernetes.Leases;

/// <summary>The lease's name, and the three durations as in client-go.</summary>
public sealed record LeaseElectorOptions
{
    /// <summary>The Lease's namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The name of the Lease that replicas compete for; it is created when it is missing.</summary>
    public required string Name { get; init; }

    /// <summary>This replica's identity; it must differ between replicas and between restarts.</summary>
    public string Identity { get; init; } = $"{Environment.MachineName}_{Guid.NewGuid():N}";

    /// <summary>The time that other replicas wait for a leader that does not renew.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The time after which a leader that cannot renew stops leading. Must be shorter than the lease duration.
    /// </summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause between attempts.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);
}
