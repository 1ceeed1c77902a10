using System.Text.Json;
using System.Text.Json.Nodes;
using Cel;

namespace Ramus.Testing.Kubernetes.Expressions;

/// <summary>
/// Evaluates the expressions that our objects give to the API server: CEL over the JSON of a request.
/// </summary>
public static class ApiExpression
{
    private static readonly CelEnvironment Environment = new(null, null);

    /// <summary>The value of an expression; a missing key is an error, as in the API server.</summary>
    public static object? Evaluate(string expression, JsonObject known) => Evaluate(expression, known, []);

    /// <summary>The same, with the computed variables of a policy.</summary>
    public static object? Evaluate(string expression, JsonObject known, Dictionary<string, object?> variables)
    {
        var values = known.ToDictionary(pair => pair.Key, pair => Plain(pair.Value));
        if (variables.Count > 0)
        {
            values["variables"] = variables;
        }

        return Environment.Compile(expression)(values);
    }

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
