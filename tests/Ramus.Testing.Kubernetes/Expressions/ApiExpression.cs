using System.Text.Json;
using System.Text.Json.Nodes;
using Cel;

namespace Ramus.Testing.Kubernetes.Expressions;

/// <summary>Evaluates what we let the API server evaluate: CEL over the JSON of a request.</summary>
public static class ApiExpression
{
    private static readonly CelEnvironment Environment = new(null, null);

    /// <summary>The value of an expression; a key that is not there is an error, as in the API server.</summary>
    public static object? Evaluate(string expression, JsonObject variables) =>
        Environment.Compile(expression)(variables.ToDictionary(pair => pair.Key, pair => Plain(pair.Value)));

    private static object? Plain(JsonNode? node) => node switch
    {
        null => null,
        JsonObject map => map.ToDictionary(pair => pair.Key, pair => Plain(pair.Value)),
        JsonArray list => list.Select(Plain).ToList(),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => node.GetValue<string>(),
            JsonValueKind.Number => node.GetValue<long>(),
            var kind => kind == JsonValueKind.True,
        },
    };
}
