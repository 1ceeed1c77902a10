using Ramus.Testing.Reports;

namespace Ramus.Cluster.Reports;

/// <summary>A user's input, applied to its own namespace.</summary>
internal sealed class AppliedReport : IAsyncDisposable
{
    private AppliedReport(TestNamespace @namespace, CommandResult result) => (Namespace, Result) = (@namespace, result);

    public TestNamespace Namespace { get; }

    /// <summary>The result of kubectl apply.</summary>
    public CommandResult Result { get; }

    /// <summary>
    /// Applies the input without namespaces of its own. A case whose pod fails on the node is applied without
    /// admission, because the webhook may refuse it earlier.
    /// </summary>
    public static async Task<AppliedReport> ApplyAsync(ReportCase report)
    {
        await RamusSystem.ReadyAsync();
        var @namespace = await TestNamespace.CreateAsync("report", report.Cluster!.Outcome != "event");
        var result = await TestCluster.Current.KubectlAsync(null, "-n", @namespace.Name, "apply", "-f", report.Input);
        return new AppliedReport(@namespace, result);
    }

    public ValueTask DisposeAsync() => Namespace.DisposeAsync();
}
