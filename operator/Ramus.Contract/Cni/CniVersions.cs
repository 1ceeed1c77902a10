using System.Globalization;
using Ramus.Contract.Json;

namespace Ramus.Contract.Cni;

/// <summary>Versions of the CNI specification.</summary>
public static class CniVersions
{
    /// <summary>The version of a configuration or result that names no version.</summary>
    public const string Oldest = "0.1.0";

    public const string Newest = "1.1.0";

    /// <summary>Every supported version, oldest first.</summary>
    public static IReadOnlyList<string> Supported { get; } =
        ["0.1.0", "0.2.0", "0.3.0", "0.3.1", "0.4.0", "1.0.0", Newest];

    public static bool IsSupported(string version)
    {
        foreach (var supported in Supported)
        {
            if (version == supported)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Compares two versions as IComparable does; "" is 0.1.0.</summary>
    /// <exception cref="ContractException">One of the texts is not a version.</exception>
    public static int Compare(string a, string b) => Number(a).CompareTo(Number(b));

    /// <exception cref="ContractException">One of the two is not a version.</exception>
    public static bool AtLeast(string version, string minimum) => Compare(version, minimum) >= 0;

    /// <summary>
    /// The version to use. With a list: the highest supported version of both keys. Without: <paramref
    /// name="cniVersion"/> unchanged.
    /// </summary>
    public static string Select(string? cniVersion, IReadOnlyList<string>? cniVersions)
    {
        var own = string.IsNullOrEmpty(cniVersion) ? null : cniVersion;
        string? best = null;
        if (cniVersions is not null)
        {
            foreach (var candidate in cniVersions)
            {
                best = Higher(best, candidate.Length == 0 ? Oldest : candidate);
            }

            best = own is null ? best : Higher(best, own);
        }

        return best ?? own ?? Oldest;
    }

    private static string? Higher(string? best, string candidate)
    {
        if (Compare(candidate, Newest) > 0)
        {
            return best;
        }

        return best is null || Compare(candidate, best) > 0 ? candidate : best;
    }

    /// <summary>A number that sorts like the version.</summary>
    private static long Number(string version)
    {
        var number = 0L;
        var parts = 0;
        foreach (var range in (version.Length == 0 ? Oldest : version).AsSpan().Split('.'))
        {
            var part = (version.Length == 0 ? Oldest : version).AsSpan(range);
            parts++;
            if (parts > 3 || part.Length is 0 or > 6 || part.ContainsAnyExceptInRange('0', '9'))
            {
                throw new ContractException(
                    $"\"{Quote.Short(version)}\" is not a CNI version; write one like \"{Newest}\"");
            }

            number = (number * 1_000_000) + int.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture);
        }

        for (; parts < 3; parts++)
        {
            number *= 1_000_000;
        }

        return number;
    }
}
