namespace Ramus.Attachments.Progress;

/// <summary>What an ADD does at a time. A phase ends when the next one begins.</summary>
public enum AddPhase
{
    /// <summary>Waits for its turn, for the default network, or for another command on the same container.</summary>
    Wait,

    /// <summary>Finds the pod's networks and devices, and writes the intent.</summary>
    Plan,

    /// <summary>Runs the plugins; after a failure, also undoes what they did.</summary>
    Delegates,

    /// <summary>Sets default routes, and writes the result and the status report.</summary>
    Report,
}
