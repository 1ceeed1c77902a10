using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Cni.RuntimeSide;

/// <summary>The result of an attachment, as JSON in the version of its network and as a model.</summary>
public sealed record AttachmentResult(JsonElement Json, CniResult Result)
{
    /// <summary>The types of the plugins that ran inside this process, each once.</summary>
    public IReadOnlyList<string> BuiltIn { get; init; } = [];

    /// <summary>
    /// Reads what the plugin <paramref name="type"/> printed for a network of <paramref name="version"/>.
    /// </summary>
    /// <exception cref="ContractException">The output is not a valid result.</exception>
    public static AttachmentResult Read(ReadOnlyMemory<byte> output, string version, string type)
    {
        var what = $"result of plugin '{type}'";
        var result = CniResult.Parse(output, what, version);
        if (result.CniVersion == version)
        {
            // The output is passed on unchanged, so that keys unknown to this program survive.
            var json = GoJson.Parse(output, what);
            if (json.ValueKind == JsonValueKind.Object && !string.IsNullOrEmpty(json.GetText("cniVersion", what)))
            {
                return new AttachmentResult(json, result);
            }
        }

        return new AttachmentResult(Labelled(result, version), result);
    }

    private static JsonElement Labelled(CniResult result, string version)
    {
        // A plugin that prints `{}` has no addresses, and the oldest result formats cannot express that.
        var json = result.IsEmpty && !CniVersions.AtLeast(version, "0.3.0")
            ? System.Text.Encoding.UTF8.GetBytes($"{{\"cniVersion\":\"{version}\"}}")
            : result.ToJson(version);
        return GoJson.Parse(json, "result");
    }
}
