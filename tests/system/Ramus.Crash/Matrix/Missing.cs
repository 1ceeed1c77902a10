namespace Ramus.Crash.Matrix;

/// <summary>The state of the runtime's configuration at DEL.</summary>
public enum Conf
{
    Whole,
    WithoutDelegates,
    DelegatesOfAnotherShape,
    Shortened,
}

/// <summary>The state of the pod's network namespace at DEL.</summary>
public enum Sandbox
{
    Running,
    PathGone,
    NotNamed,
    PathIsAFile,
}

/// <summary>The state of the interfaces at DEL.</summary>
public enum Device
{
    Whole,
    GoneFromPod,
    MasterGone,
}

/// <summary>The state of our record at DEL.</summary>
public enum Record
{
    Whole,
    Missing,
    Unreadable,
    HalfWritten,
}
