using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ramus.Contract.Json;

/// <summary>
/// Comparisons of foreign JSON. .NET's own throw for a number whose exponent needs more than 32 bits, which anybody may
/// write; such texts are the same only letter by letter.
/// </summary>
public static class JsonComparison
{
    /// <summary>Whether both mean the same, whatever their layout and the order of their keys.</summary>
    public static bool MeansTheSame(this JsonElement one, JsonElement other)
    {
        try
        {
            return JsonElement.DeepEquals(one, other);
        }
        catch (ArgumentOutOfRangeException)
        {
            return one.GetRawText() == other.GetRawText();
        }
    }

    /// <summary>Whether both mean the same, whatever their layout and the order of their keys.</summary>
    public static bool MeansTheSame(this JsonNode? one, JsonNode? other)
    {
        try
        {
            return JsonNode.DeepEquals(one, other);
        }
        catch (ArgumentOutOfRangeException)
        {
            return one?.ToJsonString() == other?.ToJsonString();
        }
    }
}
