using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Validation.Json;

/// <summary>Reads the text of a configuration as strictly as the node does.</summary>
internal static class ConfigText
{
    /// <summary>The path of the whole configuration.</summary>
    public const string Path = "spec.config";

    public static bool TryRead(
        string config,
        out ReadOnlyMemory<byte> utf8,
        out JsonElement root,
        [NotNullWhen(false)] out ContractException? mistake)
    {
        utf8 = default;
        root = default;
        mistake = null;
        try
        {
            NetworkConfig.RequireSize(config, Path);
            utf8 = Utf8Text.Bytes(config, Path);
            root = GoJson.Parse(utf8.Span, Path, NetworkConfig.MaxBytes, NetworkConfig.MaxDepth);
            return true;
        }
        catch (ContractException e)
        {
            mistake = e;
            return false;
        }
    }

    /// <summary>The message without its path, line and column, which a finding has separately.</summary>
    public static string WithoutPlace(ContractException e)
    {
        var place = e.Line is null ? $"{Path}: " : $"{Path} line {e.Line} column {e.Column}: ";
        return e.Message.StartsWith(place, StringComparison.Ordinal) ? e.Message[place.Length..] : e.Message;
    }
}
