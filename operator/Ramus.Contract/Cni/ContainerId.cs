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

    /// <summary>What is wrong with a network name that is not valid.</summary>
    public static string ExplainNetworkName(string name) => name.Length switch
    {
        0 => "missing network name: give the configuration a 'name'",
        > MaxLength => $"network name '{name}' has {name.Length} characters, at most {MaxLength} are possible",
        _ => $"invalid characters in network name '{name}'",
    };
}
