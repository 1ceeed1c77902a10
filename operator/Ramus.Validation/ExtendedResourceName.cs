using System.Text.RegularExpressions;

namespace Ramus.Validation;

/// <summary>Names that a container may ask for in its resources: <c>domain/name</c>.</summary>
public static partial class ExtendedResourceName
{
    private const int MaxDomain = 253;
    private const int MaxName = 63;

    /// <summary>Null when the API server takes the name, otherwise what is wrong with it.</summary>
    public static string? Refuse(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return "has no domain";
        }

        if (slash > MaxDomain || name.Length - slash - 1 > MaxName)
        {
            return $"is too long (at most {MaxDomain} characters before the slash and {MaxName} behind it)";
        }

        // Kubernetes uses "requests.<name>" for quota, so no resource may begin like that.
        if (name.StartsWith("requests.", StringComparison.Ordinal))
        {
            return "begins with 'requests.', which Kubernetes keeps for quotas";
        }

        return QualifiedName().IsMatch(name) ? null : "is not of the form domain/name";
    }

    [GeneratedRegex(
        @"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*"
        + @"/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?\z")]
    private static partial Regex QualifiedName();
}
