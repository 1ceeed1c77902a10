using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ramus.Contract.Json;

/// <summary>
/// Compares JSON of other programs. .NET's own comparison throws for a number whose exponent needs more than 32 bits;
/// such texts are equal here only when they are identical.
/// </summary>
public static class JsonComparison
{
    /// <summary>Whether both values are equal; layout and the order of keys do not matter.</summary>
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

    /// <summary>Whether both values are equal; layout and the order of keys do not matter.</summary>
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
