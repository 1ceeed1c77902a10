using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Selection;

/// <summary>
/// A key of <c>cni-args</c> that requests the same setting as a key of the annotation does: plugins read addresses
/// (host-local, static, whereabouts), a MAC (bridge, tuning) and a GUID (ib-sriov) in <c>args.cni</c> too.
/// </summary>
/// <param name="Key">The key in the pod's spelling.</param>
/// <param name="Setting">The annotation's key for the setting.</param>
/// <param name="Capability">The capability of the setting.</param>
/// <param name="Value">The value, of any type.</param>
public sealed record ArgumentRequest(string Key, string Setting, string Capability, JsonElement Value)
{
    /// <summary>The strings in the value: the value itself, or those of a list. Other types are skipped.</summary>
    public IEnumerable<string> Texts =>
        (Value.ValueKind == JsonValueKind.Array ? [.. Value.EnumerateArray()] : (JsonElement[])[Value])
            .Where(static one => one.ValueKind == JsonValueKind.String).Select(static one => one.GetString()!);

    // In any spelling that Go programs accept. The names of all capabilities are included: a plugin that is not known
    // here reads a setting most likely under the capability's name.
    private static readonly Dictionary<string, (string Setting, string Capability)> Known = new(GoKey.Comparer)
    {
        ["ips"] = ("ips", "ips"),
        ["ip"] = ("ips", "ips"),
        ["mac"] = ("mac", "mac"),
        ["guid"] = ("infiniband-guid", "infinibandGUID"),
        ["infinibandGUID"] = ("infiniband-guid", "infinibandGUID"),
        ["infiniband-guid"] = ("infiniband-guid", "infinibandGUID"),
        ["deviceID"] = ("deviceID", "deviceID"),
        ["portMappings"] = ("portMappings", "portMappings"),
        ["bandwidth"] = ("bandwidth", "bandwidth"),
    };

    /// <summary>The requests in these arguments, in the pod's order, whatever their values are.</summary>
    /// <param name="cniArgs">An object; null for none.</param>
    public static IEnumerable<ArgumentRequest> Of(JsonElement? cniArgs)
    {
        if (cniArgs is not { ValueKind: JsonValueKind.Object } arguments)
        {
            yield break;
        }

        foreach (var member in arguments.EnumerateObject())
        {
            if (Known.TryGetValue(member.Name, out var known))
            {
                yield return new ArgumentRequest(member.Name, known.Setting, known.Capability, member.Value);
            }
        }
    }
}
