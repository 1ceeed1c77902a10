using System.Globalization;

namespace Ramus.Contract.Policy;

/// <summary>A range of ports, both ends included; as text <c>80</c> or <c>30000-32767</c>.</summary>
public readonly record struct PortRange(int First, int Last)
{
    /// <summary>Reads a port from 1 to 65535, or two such ports in ascending order with a dash between them.</summary>
    public static bool TryParse(string text, out PortRange range)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        range = default;
        if (!TryPort(dash < 0 ? text : text[..dash], out var first)
            || !TryPort(dash < 0 ? text : text[(dash + 1)..], out var last) || first > last)
        {
            return false;
        }

        range = new PortRange(first, last);
        return true;
    }

    public bool Contains(int port) => port >= First && port <= Last;

    public override string ToString() => First == Last
        ? First.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");

    private static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65535;
}
