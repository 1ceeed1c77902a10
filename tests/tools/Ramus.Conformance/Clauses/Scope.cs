namespace Ramus.Conformance.Clauses;

/// <summary>The plugins to which a clause applies.</summary>
internal enum Scope
{
    /// <summary>Every plugin.</summary>
    Any,

    /// <summary>Plugins that create an interface.</summary>
    Interface,

    /// <summary>Plugins that allocate addresses.</summary>
    Ipam,

    /// <summary>Plugins that call other plugins: meta plugins, and plugins with IPAM.</summary>
    Delegating,

    /// <summary>Plugins that attach a pod to other networks.</summary>
    Meta,
}
