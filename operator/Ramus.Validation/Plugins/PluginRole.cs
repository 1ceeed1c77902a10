namespace Ramus.Validation.Plugins;

/// <summary>The place of a plugin in a chain.</summary>
internal enum PluginRole
{
    /// <summary>Creates the interface; only one plugin per chain.</summary>
    Interface,

    /// <summary>Changes an interface that an earlier plugin created.</summary>
    Chained,

    /// <summary>Does not depend on other plugins.</summary>
    Free,
}
