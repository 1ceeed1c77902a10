namespace Ramus.Crash.Matrix;

/// <summary>What the runtime's configuration has become by the time of DEL.</summary>
public enum Conf
{
    Whole,
    WithoutDelegates,
    DelegatesOfAnotherShape,
    Shortened,
}

/// <summary>What has become of the pod's network namespace.</summary>
public enum Sandbox
{
    Running,
    PathGone,
    NotNamed,
    PathIsAFile,
}

/// <summary>What has become of the interfaces.</summary>
public enum Device
{
    Whole,
    GoneFromPod,
    MasterGone,
}

/// <summary>What has become of our record.</summary>
public enum Record
{
    Whole,
    Missing,
    Unreadable,
    HalfWritten,
}
