namespace Ramus.Contract.Policy;

/// <summary>Which <c>name</c> the configurations of networks may have: plugins keep addresses by it.</summary>
public enum NameUse
{
    /// <summary>Any, also another network's or the default network's: they share their addresses then.</summary>
    Any,

    /// <summary>The network's own name.</summary>
    Own,

    /// <summary>
    /// Nodes give every network the name <c>namespace.name</c>, which no other network can have.
    /// </summary>
    Qualified,
}
