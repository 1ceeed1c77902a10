namespace Ramus.Contract.Cni;

/// <summary>Our keys in a rendered network, beside its plugins; they reach no plugin.</summary>
public static class RenderedKeys
{
    /// <summary>The network's annotation of the same meaning, for the plugin.</summary>
    public const string ResourceName = "ramus.dev/resourceName";

    /// <summary>The UID of the object that the network was rendered from.</summary>
    public const string Uid = "ramus.dev/uid";

    /// <summary>The generation of that object.</summary>
    public const string Generation = "ramus.dev/generation";
}
