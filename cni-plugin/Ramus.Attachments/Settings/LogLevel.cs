namespace Ramus.Attachments.Settings;

/// <summary>'logLevel', with Multus' names.</summary>
public enum LogLevel
{
    /// <summary>Log nothing.</summary>
    Panic,

    /// <summary>Log failed commands.</summary>
    Error,

    /// <summary>Log every command and attachment.</summary>
    Verbose,

    /// <summary>As verbose, and where things were found.</summary>
    Debug,
}
