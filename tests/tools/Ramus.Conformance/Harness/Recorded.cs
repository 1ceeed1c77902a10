using System.Text.Json;

namespace Ramus.Conformance.Harness;

/// <summary>One call of the double.</summary>
/// <param name="Type">The name under which the double was called.</param>
/// <param name="Command">CNI_COMMAND.</param>
/// <param name="ContainerId">CNI_CONTAINERID; "-" when empty.</param>
/// <param name="Interface">CNI_IFNAME; "-" when empty.</param>
/// <param name="InputText">Standard input.</param>
/// <param name="Environment">The environment in its original order.</param>
/// <param name="Namespace">The network namespace of the process.</param>
internal sealed record Recorded(
    string Type,
    string Command,
    string ContainerId,
    string Interface,
    string InputText,
    IReadOnlyList<string> Environment,
    string Namespace)
{
    private readonly Lazy<JsonElement> input = new(() => JsonDocument.Parse(InputText).RootElement);

    public JsonElement Input => input.Value;

    /// <summary>The value of a variable; null when it is not set.</summary>
    public string? Variable(string name) => Environment
        .Where(variable => variable.StartsWith(name + "=", StringComparison.Ordinal))
        .Select(variable => variable[(name.Length + 1)..])
        .LastOrDefault();

    /// <summary>The form that clauses use: "type COMMAND interface".</summary>
    public override string ToString() => Interface == "-" ? $"{Type} {Command}" : $"{Type} {Command} {Interface}";
}
