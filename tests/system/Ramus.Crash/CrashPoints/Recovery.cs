namespace Ramus.Crash.CrashPoints;

/// <summary>What happens after the plugin was killed.</summary>
public enum Recovery
{
    /// <summary>The runtime sends DEL.</summary>
    Delete,

    /// <summary>The runtime repeats ADD for the same container, and later sends DEL.</summary>
    AddAgain,

    /// <summary>The runtime forgot the container: its sandbox ends, GC finds it.</summary>
    CollectGarbage,

    /// <summary>The sandbox ends first; DEL comes without a namespace.</summary>
    DeleteWithoutNamespace,
}
