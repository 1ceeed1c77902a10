namespace Ramus.Networks;

/// <summary>Traffic limits of an attachment: rates in bit/s, bursts in bits.</summary>
public sealed record Bandwidth(long? IngressRate, long? IngressBurst, long? EgressRate, long? EgressBurst);
