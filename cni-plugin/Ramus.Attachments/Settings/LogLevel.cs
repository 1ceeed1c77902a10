namespace Ramus.Attachments.Settings;

/// <summary>'logLevel', with Multus' names.</summary>
public enum LogLevel
{
    /// <summary>Nothing.</summary>
    Panic,

    /// <summary>Commands that failed.</summary>
    Error,

    /// <summary>Every command and attachment.</summary>
    Verbose,

    /// <summary>As verbose, and where things were found.</summary>
    Debug,
}
