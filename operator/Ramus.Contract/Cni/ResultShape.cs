namespace Ramus.Contract.Cni;

/// <summary>The three formats of results in the CNI versions.</summary>
internal enum ResultFamily
{
    Unknown,

    /// <summary>0.1.0 and 0.2.0: ip4 and ip6.</summary>
    OnePerFamily,

    /// <summary>0.3.0 to 0.4.0: lists, addresses with their IP version.</summary>
    Lists,

    /// <summary>1.0.0 and 1.1.0.</summary>
    Current,
}

internal static class ResultShape
{
    public static ResultFamily Of(string version) => version switch
    {
        "" or "0.1.0" or "0.2.0" => ResultFamily.OnePerFamily,
        "0.3.0" or "0.3.1" or "0.4.0" => ResultFamily.Lists,
        "1.0.0" or "1.1.0" => ResultFamily.Current,
        _ => ResultFamily.Unknown,
    };
}
