using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Attachers.Chained.Vrf;

/// <summary>The configuration of the plugin <c>vrf</c>.</summary>
/// <param name="Name">The name of the VRF's interface in the pod.</param>
/// <param name="Table">The VRF's routing table; null for that of an existing VRF, or for a free one.</param>
internal sealed record VrfConfig(string Name, uint? Table)
{
    private const string What = PluginRequest.What;
    private const string NameKey = "vrfname", TableKey = "table";

    private static readonly string[] Keys = [NameKey, TableKey];

    /// <summary>The first key that only the program knows; null for none.</summary>
    public static string? WhyUnknown(JsonElement config) => KnownKeys.FindUnknown(config, Keys);

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="CniException">A value is invalid.</exception>
    /// <exception cref="ContractException">A value has the wrong type.</exception>
    public static VrfConfig Read(PluginRequest request)
    {
        if (request.Config.GetText(NameKey, What) is not { Length: > 0 } name)
        {
            throw PluginFailure.Of($"vrf needs the name of a VRF: set '{NameKey}'");
        }

        return InterfaceName.Refuse(name) is { } reason
            ? throw PluginFailure.Of($"'{NameKey}': {reason}")
            : new VrfConfig(name, ReadTable(request.Config));
    }

    /// <summary>The VRF's name for DEL; null when it is one that ADD refuses.</summary>
    public static string? TryReadName(PluginRequest request) =>
        request.Config.TryGetKey(NameKey, out var value) && value.ValueKind == JsonValueKind.String
        && value.GetString() is { } name && InterfaceName.Refuse(name) is null
            ? name
            : null;

    private static uint? ReadTable(JsonElement config) => config.GetInteger(TableKey, What) switch
    {
        null or 0 => null,
        > 0 and <= uint.MaxValue and var table => (uint)table,
        var table => throw PluginFailure.Of($"invalid {TableKey}: {table} (must be between 0 and {uint.MaxValue})"),
    };
}
