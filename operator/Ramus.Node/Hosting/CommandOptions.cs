using Ramus.Kubernetes.Options;

namespace Ramus.Node.Hosting;

/// <summary>Options that several commands of ramus-node share.</summary>
internal static class CommandOptions
{
    private static readonly AgentOptions Defaults = new();

    public static ProgramOption<string> ConfDir { get; } = Path(
        "--conf-dir", "The container runtime's CNI configuration directory.", Defaults.ConfDir);

    public static ProgramOption<string> BinDir { get; } = Path(
        "--bin-dir", "The directory of the CNI plugins.", Defaults.BinDir);

    public static ProgramOption<string> StateDir { get; } = Path(
        "--state-dir", "The directory with the plugin's attachment records and status reports.", Defaults.StateDir);

    public static ProgramOption<string> Path(string name, string description, string otherwise) =>
        new(name, description, ValueKinds.RequiredText("PATH"), otherwise);

    public static ProgramOption<string> OptionalPath(string name, string description) =>
        new(name, description, ValueKinds.Text("PATH"), "");
}
