using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ramus.Client.Try.Input;
using Ramus.Client.Try.Reporting;
using Ramus.Client.Try.Scratch;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Processes;

namespace Ramus.Client.Try.Running;

/// <summary>
/// Calls the plugins for a pod as containerd does: loopback, then the node's configuration; DEL in reverse.
/// </summary>
internal sealed class PodRuntime
{
    private const string LoopbackConf =
        """{"cniVersion":"0.3.1","name":"cni-loopback","plugins":[{"type":"loopback"}]}""";

    // The kubelet's timeout for a sandbox is some minutes.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly NetworkConfig Loopback =
        NetworkConfig.Parse(Encoding.UTF8.GetBytes(LoopbackConf), "loopback");

    private readonly NodeSetup node;
    private readonly PodManifest pod;
    private readonly string containerId = RandomNumberGenerator.GetHexString(64, lowercase: true);
    private readonly string netnsName;
    private readonly string netns;
    private JsonElement? result;

    /// <summary>Creates the pod's network namespace.</summary>
    public PodRuntime(NodeSetup node, PodManifest pod)
    {
        (this.node, this.pod) = (node, pod);
        netnsName = $"cni-{pod.Key.Uid}";
        netns = ScratchNode.AddPod(netnsName);
    }

    /// <summary>The command that enters the pod's network namespace from inside the scratch node.</summary>
    public string EnterCommand => $"ip netns exec {netnsName} ip address  # pod {pod.Key}";

    /// <summary>Runs ADD, and inspects the pod.</summary>
    public PodOutcome Add()
    {
        using var clock = new AttachmentClock(containerId);
        var start = Stopwatch.GetTimestamp();
        Failure? failure = null;
        try
        {
            Runtime().Add(Loopback, Parameters("lo"));
            start = Stopwatch.GetTimestamp();
            result = Runtime().Add(node.Conf, Parameters("eth0")).Json;
            clock.Look();
        }
        catch (Exception thrown) when (thrown is CniException or ContractException)
        {
            failure = Explain(thrown);
        }

        var outcome = new PodOutcome
        {
            Pod = pod,
            ContainerId = containerId,
            Failure = failure,
            AddTime = Stopwatch.GetElapsedTime(start),
        };
        return failure is null ? Look(outcome, clock) : outcome;
    }

    /// <summary>Runs DEL, also after a failed ADD, and looks for leftovers.</summary>
    public PodOutcome Delete(PodOutcome outcome)
    {
        var start = Stopwatch.GetTimestamp();
        Failure? failure = null;
        try
        {
            Runtime().Delete(node.Conf, Parameters("eth0"), result);
            Runtime().Delete(Loopback, Parameters("lo"), result: null);
        }
        catch (Exception thrown) when (thrown is CniException or ContractException)
        {
            failure = Explain(thrown);
        }

        var time = Stopwatch.GetElapsedTime(start);
        return outcome with { End = new PodEnd(time, failure, Leftovers.Find(containerId, netnsName)) };
    }

    private PodOutcome Look(PodOutcome outcome, AttachmentClock clock)
    {
        var attachments = RecordView.Attachments(containerId);
        return outcome with
        {
            Attachments = [.. attachments.Select((one, index) =>
                new PodAttachment(one.Network, one.Interface, clock.TimeOf(index)))],
            Interfaces = PodView.Interfaces(netnsName),
            Routes = PodView.Routes(netnsName),
            Sysctls = PodView.Sysctls(netnsName, attachments),
            HostPorts = [.. pod.HostPorts.Select(port => HostPortView.Try(port, netnsName))],
            NetworkStatus = ReadStatus(),
        };
    }

    private string ReadStatus()
    {
        var path = TryPaths.Report(containerId);
        return File.Exists(path) ? StatusReport.Parse(File.ReadAllBytes(path)).NetworkStatus : "";
    }

    private NetworkRuntime Runtime() => new(new Delegates(node.Plugins), ChildLimits.In(Patience));

    private AttachmentParameters Parameters(string ifName) => new()
    {
        ContainerId = containerId,
        Netns = netns,
        IfName = ifName,
        Args = $"IgnoreUnknown=1;K8S_POD_NAMESPACE={pod.Key.Namespace};K8S_POD_NAME={pod.Key.Name};"
            + $"K8S_POD_INFRA_CONTAINER_ID={containerId};K8S_POD_UID={pod.Key.Uid}",
        CapabilityArgs = RuntimeArguments.Of(pod),
    };

    private static Failure Explain(Exception thrown) =>
        Failure.From(thrown is CniException { Error: var error }
            ? error
            : new CniError(CniErrorCode.InvalidNetworkConfig, thrown.Message));
}
