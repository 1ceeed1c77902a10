using Ramus.Contract.Selection;

namespace Ramus.Validation;

/// <summary>
/// Where a network's addresses are booked on a node: host-local keeps one book per configuration name.
/// </summary>
/// <param name="Network">The network.</param>
/// <param name="Book">Directory and configuration name; equal for networks that share a pool.</param>
/// <param name="Ranges">The ranges as text, for messages.</param>
public sealed record AddressPool(NetworkKey Network, string Book, string Ranges);
