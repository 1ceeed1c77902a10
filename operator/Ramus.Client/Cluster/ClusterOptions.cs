using Ramus.Contract.Admission;
using Ramus.Kubernetes.Options;

namespace Ramus.Client.Cluster;

/// <summary>The options of all commands that talk to a cluster.</summary>
internal static class ClusterOptions
{
    /// <summary>The context of the kubeconfig.</summary>
    public static ProgramOption<string> Context { get; } = new(
        "--context", "The context of the kubeconfig; empty: the current context.", ValueKinds.Text("NAME"), "");

    /// <summary>The namespace of the objects.</summary>
    public static ProgramOption<string> Namespace { get; } = new(
        "--namespace", "The namespace; empty: the namespace of the kubeconfig's context.", ValueKinds.Text("NAME"), "")
    {
        Aliases = { "-n" },
    };

    /// <summary>Whether to read every namespace.</summary>
    public static ProgramOption<bool> AllNamespaces { get; } = new(
        "--all-namespaces", "Read the objects of every namespace.", ValueKinds.Flag, false)
    {
        Aliases = { "-A" },
    };

    /// <summary>The namespace of Ramus itself.</summary>
    public static ProgramOption<string> System { get; } = new(
        "--system-namespace", "The namespace in which Ramus is installed.", ValueKinds.RequiredText("NAME"),
        Installation.Namespace);

    /// <summary>The options of every such command.</summary>
    public static IReadOnlyList<ProgramOption> Access { get; } = [SharedOptions.Kubeconfig, Context];
}
