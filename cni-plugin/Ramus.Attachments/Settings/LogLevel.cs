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

    /// <summary>The same as verbose: the plugin has no further messages.</summary>
    Debug,
}
