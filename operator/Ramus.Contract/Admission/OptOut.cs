namespace Ramus.Contract.Admission;

/// <summary>The label that exempts a namespace's objects from the webhook.</summary>
public static class OptOut
{
    /// <summary>The label's key, on a Namespace.</summary>
    public const string Label = "ramus.dev/webhook";

    /// <summary>With this value the API server does not call the webhook for the namespace's pods.</summary>
    public const string Disabled = "disabled";
}
