using Ramus.Contract.Json;

namespace Ramus.Contract.Cni;

/// <summary>The rule for container ids and network names (CNI specification, sections 1 and 2).</summary>
public static class ContainerId
{
    // The id becomes a file name, and NAME_MAX is 255 with room for our suffixes.
    internal const int MaxLength = 240;

    /// <summary>
    /// True when <paramref name="id"/> is a letter or digit followed by letters, digits, '_', '.', '-'.
    /// </summary>
    public static bool IsValid(string id)
    {
        if (id.Length is 0 or > MaxLength || !char.IsAsciiLetterOrDigit(id[0]))
        {
            return false;
        }

        foreach (var character in id)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('_' or '.' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Explains why a network name is not valid.</summary>
    public static string ExplainNetworkName(string name) => name.Length switch
    {
        0 => "missing network name: add 'name' to the configuration",
        > MaxLength =>
            $"network name '{Quote.Short(name)}' has {name.Length} characters, but at most {MaxLength} are allowed",
        _ => $"invalid characters in network name '{Quote.Short(name)}'",
    };
}
