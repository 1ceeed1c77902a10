namespace Ramus.Conformance;

/// <summary>The command line.</summary>
internal sealed record Options
{
    public const string Usage = """
        usage: Ramus.Conformance PLUGIN [--conf FILE] [--clause ID]... [--reasons FILE] [-o table|markdown|json]
          PLUGIN          path of a CNI plugin
          --conf FILE     a configuration that works for ADD; @SCRATCH@ in it stands for the clause's directory,
                          @ID@ for its number. With 'delegates' in it the plugin is also tested as a meta plugin.
                          Without the option, a built-in configuration is chosen by the plugin's name (ramus,
                          multus, bridge, macvlan, ipvlan, ptp, host-local, static).
          --clause ID     test only these, for example P3
          --reasons FILE  a page with lines "- **ID** reason": clauses with intended deviations
          -o FORMAT       table (default), markdown, json
        Needs root and ip(8): it creates network namespaces and removes them.
        Exit status: 0 no clause fails, 1 a clause fails, 2 wrong usage.
        """;

    public required string Plugin { get; init; }

    public string? Conf { get; init; }

    public string? Reasons { get; init; }

    public IReadOnlySet<string> Clauses { get; init; } = new HashSet<string>();

    public string Format { get; init; } = "table";

    /// <summary>The options; null when they are invalid.</summary>
    public static Options? Parse(string[] arguments)
    {
        string? plugin = null, conf = null, reasons = null;
        var format = "table";
        var clauses = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < arguments.Length; index++)
        {
            switch (arguments[index])
            {
                case "--conf" when index + 1 < arguments.Length:
                    conf = arguments[++index];
                    break;
                case "--reasons" when index + 1 < arguments.Length:
                    reasons = arguments[++index];
                    break;
                case "--clause" when index + 1 < arguments.Length:
                    clauses.Add(arguments[++index]);
                    break;
                case "-o" when index + 1 < arguments.Length && arguments[index + 1] is "table" or "markdown" or "json":
                    format = arguments[++index];
                    break;
                case var path when plugin is null && !path.StartsWith('-'):
                    plugin = path;
                    break;
                default:
                    return null;
            }
        }

        return plugin is null
            ? null
            : new Options { Plugin = plugin, Conf = conf, Reasons = reasons, Clauses = clauses, Format = format };
    }
}
