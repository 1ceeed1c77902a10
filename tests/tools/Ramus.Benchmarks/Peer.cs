using System.Text;
using System.Text.Json.Nodes;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Selection;
using Ramus.Testing;
using Ramus.Testing.Kubernetes.RealApi;

namespace Ramus.Benchmarks;

/// <summary>Another meta-plugin, which reads from the cluster which networks a pod requests.</summary>
/// <param name="Program">The executable that a container runtime would call.</param>
/// <param name="Configuration">The file of the container runtime's network configuration.</param>
/// <param name="Pod">The pod of the cluster that is attached, NAMESPACE/NAME.</param>
internal sealed record Peer(string Program, string Configuration, string Pod)
{
    /// <summary>
    /// Writes what the cluster and the peer must have before a comparison: the default network as a file, and the
    /// additional networks and the pods as objects.
    /// </summary>
    internal static void WriteFiles(string folder)
    {
        var networks = BenchNetworks.OfPeers;
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "default.conflist"), networks.Default.ToListJson());
        var objects = new JsonArray();
        foreach (var network in networks.Further(3))
        {
            objects.Add(Nads.Of(network.Name, Encoding.UTF8.GetString(network.ToListJson())));
        }

        objects.Add(PodWith(networks.Further(1)));
        objects.Add(PodWith(networks.Further(3)));
        var list = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "List", ["items"] = objects };
        File.WriteAllText(Path.Combine(folder, "objects.json"), list.ToJsonString());
    }

    /// <summary>The way through the peer, after a test that it attaches and detaches the node's networks.</summary>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    internal AttachWay Way(BenchNode node)
    {
        var input = NetworkConfig.Parse(File.ReadAllBytes(Configuration), Configuration).PluginInput(0, null, null);
        var probe = node.NewPod();
        AttachWay.Call(node, Program, input, Parameters(probe), () => Require(node, probe, 1 + node.Further.Count));
        Require(node, probe, 0);
        return new AttachWay("peer", () => AttachWay.Call(node, Program, input, Parameters(node.NewPod())));
    }

    // No scheduler has this name, so the pod is never started.
    private static JsonObject PodWith(IReadOnlyList<NetworkConfig> networks) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = new JsonObject
        {
            ["name"] = $"bench-{networks.Count}",
            ["annotations"] = new JsonObject
            {
                [Annotations.Networks] = string.Join(',', networks.Select(network => network.Name)),
            },
        },
        ["spec"] = new JsonObject
        {
            ["schedulerName"] = "none",
            ["containers"] = new JsonArray(new JsonObject { ["name"] = "bench", ["image"] = "bench" }),
        },
    };

    private AttachmentParameters Parameters(BenchPod pod)
    {
        var name = Pod.Split('/', 2);
        return AttachWay.Parameters(pod, "eth0") with
        {
            Args = $"IgnoreUnknown=1;K8S_POD_NAMESPACE={name[0]};K8S_POD_NAME={name[^1]};"
                + $"K8S_POD_INFRA_CONTAINER_ID={pod.Id}",
        };
    }

    private void Require(BenchNode node, BenchPod pod, int count)
    {
        var (interfaces, leases) = (Links.Interfaces(pod.Id).Count, node.LeasesOf(pod));
        if (interfaces != count || leases != count)
        {
            throw new InvalidOperationException(
                $"{Program} with pod {Pod}: after {(count == 0 ? "DEL" : "ADD")} the pod has {interfaces} interfaces "
                + $"and {leases} leases, not {count}; check the peer's log, that the cluster has the objects of "
                + "objects.json, and that the peer uses default.conflist");
        }
    }
}
