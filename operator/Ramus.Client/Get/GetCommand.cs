using System.CommandLine;
using Ramus.Client.Cluster;
using Ramus.Client.Help;
using Ramus.Client.Output;
using Ramus.Kubernetes.Options;

namespace Ramus.Client.Get;

/// <summary>`kubectl-ramus get pods|networks|nodes`.</summary>
internal static class GetCommand
{
    private static readonly ProgramArgument Names = new(
        "NAME", "The names of the objects. Without a name, all objects are listed.", 0, 1000);

    /// <summary>The command, for the program's root command.</summary>
    public static Command Create() => new Command("get", "List the networks, and the interfaces of pods.")
    {
        new ExampleCommand(
            "pods", "List the interfaces of pods: network, addresses, MAC address, device, and whether the network has "
            + "changed since the pod was attached. Reads the annotations of the pods.",
            ["kubectl ramus get pods", "kubectl ramus get pods -A -o wide", "kubectl ramus get pods web-0 -o json"])
        .WithArgument(Names)
        .With(
            [ClusterOptions.Namespace, ClusterOptions.AllNamespaces, ListOptions.Format, .. ClusterOptions.Access],
            static (values, cancellationToken) => ClusterSession.UseAsync(values, async cluster => Write(
                await ClusterLists.PodsAsync(
                    cluster, ClusterSession.NamespaceOf(values, cluster), values.Get(Names), cancellationToken),
                GetColumns.Pods, values, "No pods with networks found."))),
        new ExampleCommand(
            "networks", "List networks with their status: type, masters, nodes that can run them, pods.",
            ["kubectl ramus get networks -A", "kubectl ramus get networks blue -o wide"])
        .WithArgument(Names)
        .With(
            [ClusterOptions.Namespace, ClusterOptions.AllNamespaces, ListOptions.Format, .. ClusterOptions.Access],
            static (values, cancellationToken) => ClusterSession.UseAsync(values, async cluster => Write(
                await ClusterLists.NetworksAsync(
                    cluster, ClusterSession.NamespaceOf(values, cluster), values.Get(Names), cancellationToken),
                GetColumns.Networks, values, "No networks found."))),
        new ExampleCommand(
            "nodes", "List the nodes that run the agent: readiness, version, default network, failed networks.",
            ["kubectl ramus get nodes", "kubectl ramus get nodes -o wide"])
        .WithArgument(Names)
        .With(
            [ListOptions.Format, .. ClusterOptions.Access],
            static (values, cancellationToken) => ClusterSession.UseAsync(values, async cluster => Write(
                await ClusterLists.NodesAsync(cluster, values.Get(Names), cancellationToken),
                GetColumns.Nodes, values, "No node has reported: is Ramus installed?"))),
    };

    /// <summary>`top networks`, for the program's root command.</summary>
    public static Command CreateTop() => new Command("top", "Show how much the networks are used.")
    {
        new ExampleCommand(
            "networks", "List the networks by the number of their interfaces, from the annotations of all pods.",
            ["kubectl ramus top networks -A", "kubectl ramus top networks -n tenant-a -o wide"])
        .With(
            [ClusterOptions.Namespace, ClusterOptions.AllNamespaces, ListOptions.Format, .. ClusterOptions.Access],
            static (values, cancellationToken) => ClusterSession.UseAsync(values, async cluster => Write(
                await ClusterLists.UsageAsync(
                    cluster, ClusterSession.NamespaceOf(values, cluster), cancellationToken),
                GetColumns.Usage, values, "No networks found."))),
    };

    private static int Write<T>(
        IReadOnlyList<T> items, IReadOnlyList<Column<T>> columns, OptionValues values, string empty)
    {
        Console.Out.Write(Listing.Of(items, columns, values.Get(ListOptions.Format), empty));
        return 0;
    }
}
