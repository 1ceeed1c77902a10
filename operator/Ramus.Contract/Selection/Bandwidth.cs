namespace Ramus.Contract.Selection;

/// <summary>Traffic limits of an attachment: rates in bit/s, bursts in bits.</summary>
public sealed record Bandwidth(long? IngressRate, long? IngressBurst, long? EgressRate, long? EgressBurst);
