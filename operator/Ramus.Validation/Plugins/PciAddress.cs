using System.Text.RegularExpressions;
using Ramus.Contract.Json;
using Ramus.Validation.Json;
using Ramus.Validation.Rules;

namespace Ramus.Validation.Plugins;

internal static partial class PciAddress
{
    public static void Check(JsonView plugin, string key, Findings findings)
    {
        if (plugin.TryText(key, out var text) && text.Length > 0 && !Pattern().IsMatch(text))
        {
            findings.Add(
                RuleBook.PciAddress,
                plugin.PathOf(key),
                $"\"{Quote.Short(text)}\" is not a PCI address; write an address like \"0000:03:02.0\"");
        }
    }

    [GeneratedRegex(@"\A[0-9a-fA-F]{4,8}:[0-9a-fA-F]{2}:[01][0-9a-fA-F]\.[0-7]\z")]
    private static partial Regex Pattern();
}
