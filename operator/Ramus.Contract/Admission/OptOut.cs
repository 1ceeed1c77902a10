namespace Ramus.Contract.Admission;

/// <summary>The label that keeps a namespace's objects away from the webhook.</summary>
public static class OptOut
{
    public const string Label = "ramus.dev/webhook";
    public const string Disabled = "disabled";
}
