namespace Ramus.Conformance.Clauses;

/// <summary>Which plugins a clause speaks about.</summary>
internal enum Scope
{
    /// <summary>Every plugin.</summary>
    Any,

    /// <summary>Plugins that make an interface.</summary>
    Interface,

    /// <summary>Plugins that hand out addresses.</summary>
    Ipam,

    /// <summary>Plugins that call others: meta plugins, and those that ask an IPAM plugin.</summary>
    Delegating,

    /// <summary>Plugins that run other networks for a pod.</summary>
    Meta,
}
