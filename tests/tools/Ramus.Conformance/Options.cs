namespace Ramus.Conformance;

/// <summary>The command line.</summary>
internal sealed record Options
{
    public const string Usage = """
        usage: Ramus.Conformance PLUGIN [--conf FILE] [--clause ID]... [--reasons FILE] [-o table|markdown|json]
          PLUGIN          path of a CNI plugin
          --conf FILE     a configuration that it can ADD with; @SCRATCH@ in it stands for a directory,
                          @ID@ for a number of the clause's own. With 'delegates' in it the plugin is tried as a
                          meta plugin too. Without the option, what is known of ramus, multus, bridge, macvlan,
                          ipvlan, ptp, host-local, static is taken by the plugin's name.
          --clause ID     try these only, for example P3
          --reasons FILE  a page with lines "- **ID** reason": clauses that are knowingly not kept
          -o FORMAT       table (default), markdown, json
        Needs root and ip(8): it works in network namespaces of its own and removes them.
        Exit status: 0 all kept, 1 a clause fails, 2 wrong usage.
        """;

    public required string Plugin { get; init; }

    public string? Conf { get; init; }

    public string? Reasons { get; init; }

    public IReadOnlySet<string> Clauses { get; init; } = new HashSet<string>();

    public string Format { get; init; } = "table";

    /// <summary>The options; null when they make no sense.</summary>
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
