namespace Ramus.Linux.Processes;

/// <summary>Why a child ended.</summary>
public enum ChildEnd
{
    /// <summary>By itself.</summary>
    Exited,

    /// <summary>By a signal that was not ours.</summary>
    Signalled,

    /// <summary>Killed at the deadline.</summary>
    DeadlineExceeded,

    /// <summary>Killed because it printed too much.</summary>
    OutputExceeded,
}
