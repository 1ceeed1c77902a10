using System.Net;
using System.Text;

namespace Ramus.Client.Graph;

/// <summary>Draws a graph: networks on the left, the pods of each node on the right.</summary>
internal static class GraphSvg
{
    private const int Row = 28;
    private const int Gap = 16;
    private const int Letter = 8;
    private const int SmallLetter = 6;
    private const int Label = 18;
    private const int Padding = 12;
    private const int Bend = 80;

    public static string Write(NetworkGraph graph)
    {
        var left = Width(graph.Networks);
        var end = left + Bend + (2 * Padding) + Longest(graph.Links.Select(static link => link.Label), SmallLetter);
        var pods = graph.Pods.SelectMany(static node => node.Pods.Append(GraphText.Named(node.Node)));
        var right = Width(pods) + (2 * Padding);
        var heights = new Dictionary<string, int>(StringComparer.Ordinal);
        var boxes = new StringBuilder();
        var bottom = DrawNodes(graph, end, right, heights, boxes);
        var height = Math.Max(bottom, Gap + (graph.Networks.Count * (Row + Gap)));
        var lines = new StringBuilder();
        DrawNetworks(graph, left, height, heights, boxes);
        foreach (var link in graph.Links)
        {
            DrawLink(link, left, end + Padding, heights, lines);
            // The next interface of the pod has its label below.
            heights[link.Pod] += Label;
        }

        return $$"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{{end + right + Gap}}" height="{{height}}" font-family="sans-serif" font-size="13">
            <style>
            text { fill: #1c2530 } .box { fill: #fff; stroke: #3a6ea5 } .node { fill: #eef3f8; stroke: #9ab } .link { stroke: #3a6ea5; fill: none } .small { font-size: 11px }
            @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .box { fill: #1c2530; stroke: #79b0e8 } .node { fill: #131a22; stroke: #567 } .link { stroke: #79b0e8 } }
            </style>
            {{lines}}{{boxes}}</svg>

            """;
    }

    private static int DrawNodes(
        NetworkGraph graph, int x, int width, Dictionary<string, int> heights, StringBuilder text)
    {
        var y = Gap;
        var links = graph.Links.CountBy(static link => link.Pod).ToDictionary(StringComparer.Ordinal);
        foreach (var (node, pods) in graph.Pods)
        {
            var height = Row + pods.Sum(pod => PodHeight(links[pod]) + Padding);
            text.Append($"<rect class=\"node\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"6\"/>\n");
            text.Append($"<text class=\"small\" x=\"{x + Padding}\" y=\"{y + 18}\">")
                .Append($"{Escaped(GraphText.Named(node))}</text>\n");
            var top = y + Row;
            foreach (var pod in pods)
            {
                var podHeight = PodHeight(links[pod]);
                Box(text, x + Padding, top, width - (2 * Padding), podHeight, pod);
                heights[pod] = top + (Row / 2);
                top += podHeight + Padding;
            }

            y += height + Gap;
        }

        return y;
    }

    private static void DrawNetworks(
        NetworkGraph graph, int width, int height, Dictionary<string, int> heights, StringBuilder text)
    {
        var step = graph.Networks.Count == 0 ? 0 : height / graph.Networks.Count;
        var y = (step - Row) / 2;
        foreach (var network in graph.Networks)
        {
            Box(text, Gap, y, width - Gap, Row, network);
            heights[network] = y + (Row / 2);
            y += step;
        }
    }

    private static void DrawLink(
        GraphLink link, int left, int end, Dictionary<string, int> heights, StringBuilder text)
    {
        var (from, to) = (heights[link.Network], heights[link.Pod]);
        var dash = link.Label.Length > 0 ? "" : " stroke-dasharray=\"4\"";
        var bend = left + Bend;
        text.Append($"<path class=\"link\"{dash} ")
            .Append($"d=\"M{left},{from} C{bend},{from} {left},{to} {bend},{to} H{end}\"/>\n");
        if (link.Label.Length > 0)
        {
            text.Append($"<text class=\"small\" x=\"{end - 6}\" y=\"{to - 4}\" text-anchor=\"end\">")
                .Append($"{Escaped(link.Label)}</text>\n");
        }
    }

    // A pod is as high as the labels of its interfaces.
    private static int PodHeight(int links) => Row + ((links - 1) * Label);

    private static void Box(StringBuilder text, int x, int y, int width, int height, string label)
    {
        text.Append($"<rect class=\"box\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" ")
            .Append("rx=\"5\"/>\n");
        text.Append($"<text x=\"{x + Padding}\" y=\"{y + 18}\">{Escaped(label)}</text>\n");
    }

    private static int Width(IEnumerable<string> texts) => (2 * Gap) + Longest(texts, Letter);

    private static int Longest(IEnumerable<string> texts, int letter) =>
        texts.Select(static text => text.Length).DefaultIfEmpty(0).Max() * letter;

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);
}
