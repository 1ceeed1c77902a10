namespace Ramus.Crash.RandomKills;

/// <summary>The processes to kill.</summary>
public enum Victim
{
    /// <summary>The plugin; its delegate keeps running.</summary>
    Plugin,

    /// <summary>The plugin and all its children.</summary>
    Everybody,

    /// <summary>One delegate, or a child of one.</summary>
    Delegate,
}
