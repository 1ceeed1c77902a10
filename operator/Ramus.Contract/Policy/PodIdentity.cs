namespace Ramus.Contract.Policy;

/// <summary>The properties of a pod that decide which networks it may use.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="ServiceAccount">
/// Its <c>spec.serviceAccountName</c>, which the API server sets and which cannot be changed afterwards; null if
/// unknown.
/// </param>
public readonly record struct PodIdentity(string Namespace, string? ServiceAccount)
{
    /// <summary>The service account of a pod whose specification names none.</summary>
    public const string DefaultServiceAccount = "default";

    /// <summary>
    /// The service account of a pod with this <c>spec.serviceAccountName</c>. Most pods have the default account, and
    /// share its string.
    /// </summary>
    public static string AccountOf(string? specified) =>
        string.IsNullOrEmpty(specified) || specified == DefaultServiceAccount ? DefaultServiceAccount : specified;
}
