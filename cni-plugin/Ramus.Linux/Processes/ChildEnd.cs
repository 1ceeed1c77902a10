namespace Ramus.Linux.Processes;

/// <summary>Why a child ended.</summary>
public enum ChildEnd
{
    /// <summary>The child exited by itself.</summary>
    Exited,

    /// <summary>A signal that we did not send ended the child.</summary>
    Signalled,

    /// <summary>We killed the child at the deadline.</summary>
    DeadlineExceeded,

    /// <summary>We killed the child because it printed too much.</summary>
    OutputExceeded,
}
