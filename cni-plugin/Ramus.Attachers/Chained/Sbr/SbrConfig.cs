using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Contract.Json;

namespace Ramus.Attachers.Chained.Sbr;

/// <summary>The configuration of the plugin <c>sbr</c>.</summary>
/// <param name="Table">The table with the interface's routes; null for new tables with copies of the routes.</param>
internal sealed record SbrConfig(uint? Table)
{
    private const string What = PluginRequest.What;

    private static readonly string[] Keys = ["table"];

    /// <summary>The first key or value that only the program knows; null for none.</summary>
    public static string? WhyUnknown(JsonElement config) =>
        KnownKeys.FindUnknown(config, Keys)
        ?? (config.GetInteger("table", What) is <= 0 or > int.MaxValue ? "the value of 'table'" : null);

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="ContractException">A value has the wrong type.</exception>
    public static SbrConfig Read(PluginRequest request) => new((uint?)request.Config.GetInteger("table", What));
}
