namespace Ramus.Validation.Plugins;

/// <summary>The place of a plugin in a chain.</summary>
internal enum PluginRole
{
    /// <summary>Makes the interface; one in a chain.</summary>
    Interface,

    /// <summary>Changes an interface that a plugin before it made.</summary>
    Chained,

    /// <summary>Does without the others.</summary>
    Free,
}
