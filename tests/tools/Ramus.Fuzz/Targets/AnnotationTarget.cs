using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Contract.Selection;

namespace Ramus.Fuzz.Targets;

/// <summary>The networks annotation in the webhook, with and without lists that are merged into it.</summary>
internal sealed class AnnotationTarget : FuzzTarget
{
    public override Outcome Execute(ReadOnlyMemory<byte> input)
    {
        var text = Text.Of(input);
        if (text.Contains('\ud800', StringComparison.Ordinal))
        {
            // Such a text cannot reach the webhook in JSON.
            return Outcome.Refused;
        }

        var pod = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = "pod",
                ["labels"] = new JsonObject { ["inject"] = "true" },
                ["annotations"] = new JsonObject { [Annotations.Networks] = text },
            },
            ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "app" }) },
        };
        using var json = JsonDocument.Parse(pod.ToJsonString());
        var outcome = Outcome.Accepted;
        foreach (var settings in JudgedPod.Settings)
        {
            outcome = JudgedPod.Judge(json.RootElement, "pods", settings).IsAllowed ? outcome : Outcome.Refused;
        }

        return outcome;
    }
}
