namespace Ramus.Contract.Admission;

/// <summary>The label that keeps a namespace's objects away from the webhook.</summary>
public static class OptOut
{
    /// <summary>On a Namespace.</summary>
    public const string Label = "ramus.dev/webhook";

    /// <summary>The value with which the API server does not call the webhook for the namespace's pods.</summary>
    public const string Disabled = "disabled";
}
