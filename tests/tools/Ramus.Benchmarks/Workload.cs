namespace Ramus.Benchmarks;

/// <summary>What the networks of a benchmark have besides an interface with an IPv4 address.</summary>
internal enum Workload
{
    /// <summary>Nothing.</summary>
    Simple,

    /// <summary>
    /// The default network also has the plugins portmap and bandwidth, as in k3s, for pods that need neither.
    /// </summary>
    Chain,

    /// <summary>Each interface also has an IPv6 address.</summary>
    DualStack,
}
