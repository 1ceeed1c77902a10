using Ramus.Contract.Selection;

namespace Ramus.Validation;

/// <summary>
/// A pool from which host-local allocates a network's addresses. host-local keeps one pool per configuration name.
/// </summary>
/// <param name="Network">The network.</param>
/// <param name="Book">The pool's directory and configuration name; equal for networks that share a pool. A long
/// one is hashed.</param>
/// <param name="Ranges">The first ranges as text, for messages.</param>
public sealed record AddressPool(NetworkKey Network, string Book, string Ranges);
