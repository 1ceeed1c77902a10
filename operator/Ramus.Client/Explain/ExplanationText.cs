using System.Text;
using Ramus.Client.Output;

namespace Ramus.Client.Explain;

/// <summary>Writes explanations.</summary>
internal static class ExplanationText
{
    private const string None = "<none>";

    public static string Table(IEnumerable<Explanation> explanations, Paint paint)
    {
        var text = new StringBuilder();
        foreach (var one in explanations)
        {
            text.Append(text.Length > 0 ? "\n" : "").Append($"{paint.Bold(one.Subject)}\n");
            if (one.Refusal is { } refusal)
            {
                text.Append($"refused: {VisibleWriter.OneLine(refusal)}\n");
            }
            else if (one.Networks.Count == 0)
            {
                text.Append("selects no networks: only the default network is attached\n");
            }
            else
            {
                text.Append(TextTable.Of(
                    ["NETWORK", "INTERFACE", "ADDRESSES", "SELECTED BY", "DEFINED BY"],
                    one.Networks.Select(static IReadOnlyList<string> (network) =>
                    [
                        network.Network, network.Interface,
                        network.Addresses.Count > 0 ? string.Join(',', network.Addresses) : None,
                        network.SelectedBy, network.DefinedBy,
                    ])));
            }

            if (one.Requirements.Count > 0)
            {
                text.Append('\n').Append(TextTable.Of(
                    ["NEEDS", "VALUE", "BECAUSE OF"],
                    one.Requirements.Select(static IReadOnlyList<string> (need) =>
                        [need.What, need.Value, need.Because])));
            }

            foreach (var note in one.Notes)
            {
                text.Append($"note: {VisibleWriter.OneLine(note)}\n");
            }
        }

        return text.ToString();
    }

    public static string Json(IEnumerable<Explanation> explanations) => JsonOutput.Of(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        json.WriteObjects("pods", explanations, static (json, one) =>
        {
            json.WriteString("pod", one.Subject);
            json.WriteString("refusal", one.Refusal);
            json.WriteObjects("networks", one.Networks, static (json, network) =>
            {
                json.WriteString("network", network.Network);
                json.WriteString("interface", network.Interface);
                json.WriteTexts("addresses", network.Addresses);
                json.WriteString("selectedBy", network.SelectedBy);
                json.WriteString("definedBy", network.DefinedBy);
            });
            json.WriteObjects("needs", one.Requirements, static (json, need) =>
            {
                json.WriteString("what", need.What);
                json.WriteString("value", need.Value);
                json.WriteString("because", need.Because);
            });
            json.WriteTexts("notes", one.Notes);
        });
        json.WriteEndObject();
    });
}
