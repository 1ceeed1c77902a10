namespace Ramus.Testing;

/// <summary>
/// The time limit of a wait for an event or for the end of a command. Only a failing test waits that long, so one limit
/// for every kind of wait suffices, and it allows for a slow or busy machine.
/// </summary>
public static class Patience
{
    /// <summary>
    /// Shorter than the 20 minutes after which tests/run-project ends a project, because the test's own message says
    /// more.
    /// </summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromMinutes(10);
}
