namespace Ramus.Cni.RuntimeSide;

/// <summary>How DEL of a plugin uses the pod's interface.</summary>
public enum LinkUse
{
    /// <summary>DEL may use the interface, which must be there until then.</summary>
    Needed,

    /// <summary>DEL does the same with and without the interface.</summary>
    NotNeeded,

    /// <summary>DEL removes the interface first, and does the same when it has already been removed.</summary>
    Removed,
}
