using Ramus.Kubernetes.Options;

namespace Ramus.Client.Output;

/// <summary>The option for the format of lists.</summary>
internal static class ListOptions
{
    public static ProgramOption<ListFormat> Format { get; } = new(
        "--output", "The output format: table, wide, json or yaml.",
        ValueKinds.Choice(
            "VIEW",
            [
                ("table", ListFormat.Table), ("wide", ListFormat.Wide), ("json", ListFormat.Json),
                ("yaml", ListFormat.Yaml),
            ]),
        ListFormat.Table)
    {
        Aliases = { "-o" },
    };
}
