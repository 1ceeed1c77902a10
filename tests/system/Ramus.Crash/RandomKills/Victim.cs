namespace Ramus.Crash.RandomKills;

/// <summary>Who is killed.</summary>
public enum Victim
{
    /// <summary>The plugin; its delegate lives on.</summary>
    Plugin,

    /// <summary>The plugin and everything it runs.</summary>
    Everybody,

    /// <summary>One of the delegates, or of what they run.</summary>
    Delegate,
}
