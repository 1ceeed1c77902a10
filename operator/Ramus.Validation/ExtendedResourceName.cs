using System.Text.RegularExpressions;

namespace Ramus.Validation;

/// <summary>Names of extended resources that a container can request: <c>domain/name</c>.</summary>
public static partial class ExtendedResourceName
{
    private const int MaxDomain = 253;
    private const int MaxName = 63;

    /// <summary>Null when the API server accepts the name, otherwise the reason why it does not.</summary>
    public static string? Refuse(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return "has no domain";
        }

        if (slash > MaxDomain || name.Length - slash - 1 > MaxName)
        {
            return $"is too long (at most {MaxDomain} characters before the slash and {MaxName} after it)";
        }

        // Kubernetes uses "requests.<name>" for quotas, so a resource name must not start with it.
        if (name.StartsWith("requests.", StringComparison.Ordinal))
        {
            return "starts with 'requests.', which Kubernetes reserves for quotas";
        }

        return QualifiedName().IsMatch(name) ? null : "is not of the form domain/name";
    }

    [GeneratedRegex(
        @"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*"
        + @"/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?\z")]
    private static partial Regex QualifiedName();
}
