using System.Text.Json;
using Ramus.Contract.NodeNetwork;
using Ramus.Kubernetes.Client;

namespace Ramus.Client.Get;

/// <summary>A node's report.</summary>
internal sealed record NodeRow(string Name, NodeReport Report)
{
    /// <summary>Whether the agent works; null when its report does not say so.</summary>
    public bool? IsReady => Report.Condition(ReportCondition.Ready)?.IsTrue;

    /// <summary>The message of the first condition that is false; empty when all is well.</summary>
    public string Problem =>
        Report.Conditions.FirstOrDefault(static condition => !condition.IsTrue)?.Message ?? "";

    /// <summary>The interfaces that networks can use.</summary>
    public IEnumerable<string> Interfaces => Report.Interfaces.Select(static link => link.Name);

    public static NodeRow Of(JsonElement node) =>
        new(node.TextAt("metadata", "name") ?? "", NodeReportFormat.Read(node));
}
