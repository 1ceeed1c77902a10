using System.Text;

namespace Ramus.Client.Graph;

/// <summary>Writes a graph for Mermaid and Graphviz.</summary>
internal static class GraphText
{
    private const string NoNode = "no node yet";

    public static string Mermaid(NetworkGraph graph)
    {
        var text = new StringBuilder("graph LR\n");
        var ids = Ids(graph);
        foreach (var network in graph.Networks)
        {
            text.Append($"  {ids[network]}([\"{Escaped(network)}\"])\n");
        }

        var index = 0;
        foreach (var (node, pods) in graph.Pods)
        {
            text.Append($"  subgraph node{index++}[\"{Escaped(Named(node))}\"]\n");
            foreach (var pod in pods)
            {
                text.Append($"    {ids[pod]}[\"{Escaped(pod)}\"]\n");
            }

            text.Append("  end\n");
        }

        foreach (var link in graph.Links)
        {
            text.Append($"  {ids[link.Network]} {(link.Label.Length > 0 ? $"---|\"{Escaped(link.Label)}\"|" : "-.-")} ")
                .Append($"{ids[link.Pod]}\n");
        }

        return text.ToString();
    }

    public static string Dot(NetworkGraph graph)
    {
        var text = new StringBuilder("graph ramus {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n");
        var ids = Ids(graph);
        foreach (var network in graph.Networks)
        {
            text.Append($"  {ids[network]} [label=\"{Escaped(network)}\", shape=ellipse];\n");
        }

        var index = 0;
        foreach (var (node, pods) in graph.Pods)
        {
            text.Append($"  subgraph cluster_{index++} {{\n    label=\"{Escaped(Named(node))}\";\n");
            foreach (var pod in pods)
            {
                text.Append($"    {ids[pod]} [label=\"{Escaped(pod)}\"];\n");
            }

            text.Append("  }\n");
        }

        foreach (var link in graph.Links)
        {
            text.Append($"  {ids[link.Network]} -- {ids[link.Pod]} ")
                .Append(link.Label.Length > 0 ? $"[label=\"{Escaped(link.Label)}\"];\n" : "[style=dashed];\n");
        }

        return text.Append("}\n").ToString();
    }

    internal static string Named(string node) => node.Length > 0 ? $"node {node}" : NoNode;

    private static Dictionary<string, string> Ids(NetworkGraph graph)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var network in graph.Networks)
        {
            ids[network] = $"network{ids.Count}";
        }

        foreach (var pod in graph.Pods.SelectMany(static node => node.Pods))
        {
            ids.TryAdd(pod, $"pod{ids.Count}");
        }

        return ids;
    }

    // Users can write any text into annotations.
    private static string Escaped(string text) => string.Concat(text.Select(static c =>
        c is '"' or '\\' or '<' or '>' or '|' || char.IsControl(c) ? '?' : c));
}
