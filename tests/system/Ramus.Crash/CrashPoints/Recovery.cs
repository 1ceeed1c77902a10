namespace Ramus.Crash.CrashPoints;

/// <summary>The event that follows after the plugin was killed.</summary>
public enum Recovery
{
    /// <summary>The runtime sends DEL.</summary>
    Delete,

    /// <summary>The runtime repeats ADD for the same container, and later sends DEL.</summary>
    AddAgain,

    /// <summary>The runtime has forgotten the container: the sandbox ends, and GC finds the record.</summary>
    CollectGarbage,

    /// <summary>The sandbox ends first; DEL comes without a namespace.</summary>
    DeleteWithoutNamespace,
}
