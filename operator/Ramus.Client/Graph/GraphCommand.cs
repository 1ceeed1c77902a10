using System.CommandLine;
using Ramus.Client.Cluster;
using Ramus.Client.Get;
using Ramus.Client.Help;
using Ramus.Kubernetes.Options;

namespace Ramus.Client.Graph;

/// <summary>`kubectl-ramus graph`: a picture of networks, nodes and pods.</summary>
internal static class GraphCommand
{
    private static readonly ProgramOption<GraphFormat> Format = new(
        "--output", "The output format: mermaid, dot (Graphviz) or svg.",
        ValueKinds.Choice(
            "DRAWING", [("mermaid", GraphFormat.Mermaid), ("dot", GraphFormat.Dot), ("svg", GraphFormat.Svg)]),
        GraphFormat.Mermaid)
    {
        Aliases = { "-o" },
    };

    private static readonly ProgramOption<bool> WithDefault = new(
        "--default-network", "Draw the default network too.", ValueKinds.Flag, false);

    /// <summary>The command, for the program's root command.</summary>
    public static Command Create() =>
        new ExampleCommand(
            "graph", "Print a diagram of the networks and their pods, grouped by node.",
            [
                "kubectl ramus graph -n tenant-a",
                "kubectl ramus graph -A -o dot | dot -Tpng > networks.png",
                "kubectl ramus graph -A -o svg > networks.svg",
            ])
        .With(
            [ClusterOptions.Namespace, ClusterOptions.AllNamespaces, WithDefault, Format, .. ClusterOptions.Access],
            static (values, cancellationToken) => ClusterSession.UseAsync(values, async cluster =>
            {
                var pods = await ClusterLists.PodsAsync(
                    cluster, ClusterSession.NamespaceOf(values, cluster), [], cancellationToken);
                Console.Out.Write(Write(NetworkGraph.Of(pods, values.Get(WithDefault)), values.Get(Format)));
                return 0;
            }));

    internal static string Write(NetworkGraph graph, GraphFormat format) => format switch
    {
        GraphFormat.Dot => GraphText.Dot(graph),
        GraphFormat.Svg => GraphSvg.Write(graph),
        _ => GraphText.Mermaid(graph),
    };
}
