using System.CommandLine;
using System.Globalization;

namespace Ramus.Node.Hosting;

/// <summary>Options that several commands share, and how an option gets its default from the environment.</summary>
internal static class CommandOptions
{
    private static readonly AgentOptions Defaults = new();

    public static Option<string> ConfDir { get; } = Text(
        "--conf-dir", "CNI configuration directory of the container runtime.", Defaults.ConfDir);

    public static Option<string> BinDir { get; } = Text(
        "--bin-dir", "Directory of CNI plugins.", Defaults.BinDir);

    public static Option<string> StateDir { get; } = Text(
        "--state-dir", "Attachment records and status reports of the plugin.", Defaults.StateDir);

    public static Option<string> Text(string name, string description, string absent) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => FromEnvironment(name) ?? absent,
    };

    public static Option<string?> Optional(string name, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => FromEnvironment(name),
    };

    public static Option<bool> Flag(string name, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => string.Equals(FromEnvironment(name), "true", StringComparison.OrdinalIgnoreCase),
    };

    public static Option<int> Number(string name, string description, int absent) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => int.TryParse(FromEnvironment(name), CultureInfo.InvariantCulture, out var number)
            ? number
            : absent,
    };

    // --conf-dir is RAMUS_CONF_DIR.
    private static string? FromEnvironment(string name)
    {
        var value = Environment.GetEnvironmentVariable(
            "RAMUS" + name[1..].ToUpperInvariant().Replace('-', '_'));
        return string.IsNullOrEmpty(value) ? null : value;
    }
}
