namespace Ramus.Contract.Policy;

/// <summary>
/// The <c>name</c> that a network's configuration may have; IPAM plugins store addresses by this name.
/// </summary>
public enum NameUse
{
    /// <summary>
    /// Any name. A network with the name of another network or of the default network shares its addresses.
    /// </summary>
    Any,

    /// <summary>The network's own name.</summary>
    Own,

    /// <summary>
    /// Nodes rename every network to <c>namespace.name</c>, which no other network can have.
    /// </summary>
    Qualified,
}
