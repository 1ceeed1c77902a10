using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Validation.Json;
using Ramus.Validation.Rules;

namespace Ramus.Validation.Networks;

/// <summary>Reads the text of a configuration as strictly as the node does.</summary>
internal static class ConfigText
{
    public static bool TryRead(
        string config, out byte[] utf8, out JsonElement root, [NotNullWhen(false)] out Finding? mistake)
    {
        utf8 = [];
        root = default;
        mistake = null;
        try
        {
            utf8 = Utf8Text.Bytes(config, JsonPath.Config);
            root = GoJson.Parse(utf8, JsonPath.Config, maxDepth: NetworkConfig.MaxDepth);
            return true;
        }
        catch (ContractException e)
        {
            mistake = new Finding(
                RuleBook.ConfigJson.Id, Severity.Error, JsonPath.Config, WithoutPlace(e), e.Line, e.Column);
            return false;
        }
    }

    // The finding has path, line and column of its own.
    private static string WithoutPlace(ContractException e)
    {
        var place = e.Line is null ? $"{JsonPath.Config}: " : $"{JsonPath.Config} line {e.Line} column {e.Column}: ";
        return e.Message.StartsWith(place, StringComparison.Ordinal) ? e.Message[place.Length..] : e.Message;
    }
}
