namespace Ramus.Contract.Cni;

/// <summary>The error codes of the CNI specification, section "Error".</summary>
public static class CniErrorCode
{
    /// <summary>The configuration's version is not supported.</summary>
    public const int IncompatibleVersion = 1;

    /// <summary>A field of the configuration has a value that is not supported.</summary>
    public const int UnsupportedField = 2;

    /// <summary>The container is unknown; the caller has nothing to clean up.</summary>
    public const int UnknownContainer = 3;

    /// <summary>An environment variable is missing or wrong.</summary>
    public const int InvalidEnvironment = 4;

    /// <summary>Reading or writing failed.</summary>
    public const int IoFailure = 5;

    /// <summary>Content could not be decoded.</summary>
    public const int DecodingFailure = 6;

    public const int InvalidNetworkConfig = 7;

    /// <summary>The network namespace is invalid (libcni's code, not in the specification's table).</summary>
    public const int InvalidNetns = 8;

    /// <summary>A temporary condition: the caller should try again later.</summary>
    public const int TryAgainLater = 11;

    /// <summary>STATUS: the plugin cannot serve ADD.</summary>
    public const int PluginNotAvailable = 50;

    /// <summary>STATUS: as <see cref="PluginNotAvailable"/>, and running containers may be impaired.</summary>
    public const int LimitedConnectivity = 51;

    /// <summary>An error without a code of its own (libcni).</summary>
    public const int Internal = 999;

    /// <summary>
    /// A code's name for labels of metrics: one of a dozen words. All codes that a plugin defines have the same name.
    /// </summary>
    public static string NameOf(int code) => code switch
    {
        IncompatibleVersion => "incompatible-version",
        UnsupportedField => "unsupported-field",
        UnknownContainer => "unknown-container",
        InvalidEnvironment => "invalid-environment",
        IoFailure => "io-failure",
        DecodingFailure => "decoding-failure",
        InvalidNetworkConfig => "invalid-network-config",
        InvalidNetns => "invalid-netns",
        TryAgainLater => "try-again-later",
        PluginNotAvailable => "plugin-not-available",
        LimitedConnectivity => "limited-connectivity",
        Internal => "internal",
        _ => "plugin-specific",
    };
}
