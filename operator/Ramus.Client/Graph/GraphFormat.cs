namespace Ramus.Client.Graph;

/// <summary>The forms of a graph.</summary>
internal enum GraphFormat
{
    Mermaid,

    Dot,

    Svg,
}
