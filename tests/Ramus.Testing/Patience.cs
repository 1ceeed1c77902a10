namespace Ramus.Testing;

/// <summary>
/// How long a test waits for what must happen, and for a command that must end. Only a failure waits that long, so
/// there is one limit for every kind of wait, and it allows for a machine that is slow or busy with other things.
/// </summary>
public static class Patience
{
    /// <summary>
    /// Less than the 20 minutes after which tests/run-project ends a project: a test's own words say more.
    /// </summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromMinutes(10);
}
