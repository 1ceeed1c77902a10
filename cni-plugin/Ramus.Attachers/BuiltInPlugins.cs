using Ramus.Attachers.Calls;
using Ramus.Attachers.Chained.Bandwidth;
using Ramus.Attachers.Chained.Portmap;
using Ramus.Attachers.Chained.Sbr;
using Ramus.Attachers.Chained.Tuning;
using Ramus.Attachers.Chained.Vrf;
using Ramus.Attachers.Flannel;
using Ramus.Attachers.Ipam.HostLocal;
using Ramus.Attachers.Ipam.Static;
using Ramus.Attachers.Links.Bridge;
using Ramus.Attachers.Links.Dummy;
using Ramus.Attachers.Links.HostDevice;
using Ramus.Attachers.Links.Ipvlan;
using Ramus.Attachers.Links.Loopback;
using Ramus.Attachers.Links.Macvlan;
using Ramus.Attachers.Links.Ptp;
using Ramus.Attachers.Links.Sriov;
using Ramus.Attachers.Links.Vlan;
using Ramus.Attachers.Pods;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.NodeDisk;

namespace Ramus.Attachers;

/// <summary>The plugins inside this process, as far as the settings choose them.</summary>
public sealed class BuiltInPlugins : IBuiltInPlugins
{
    private static readonly string[] Types =
    [
        "bandwidth", "bridge", "dummy", "flannel", "host-device", "host-local", "ipvlan", "loopback", "macvlan",
        "portmap", "ptp", "sbr", "sriov", "static", "tuning", "vlan", "vrf",
    ];

    private readonly BuiltInChoice choice;
    private readonly SharedObjects? shared;

    /// <param name="choice">The setting <c>builtinPlugins</c>.</param>
    public BuiltInPlugins(BuiltInChoice choice)
        : this(choice, null)
    {
    }

    private BuiltInPlugins(BuiltInChoice choice, SharedObjects? shared)
    {
        this.choice = choice;
        this.shared = shared;
    }

    /// <summary>The types that the choice includes, sorted.</summary>
    public static IReadOnlyList<string> TypesIn(BuiltInChoice choice) => [.. Types.Where(choice.Includes)];

    /// <inheritdoc/>
    public IDelegate? Find(string type, Delegates delegates) =>
        choice.Includes(type) && Create(type) is { } plugin ? new BuiltInDelegate(plugin, delegates, shared) : null;

    /// <inheritdoc/>
    public IBuiltInPlugins ForOnePod() => new BuiltInPlugins(choice, new SharedObjects());

    /// <inheritdoc/>
    public void Settle(string ifName)
    {
        foreach (var pod in shared?.All<PodSpace>() ?? [])
        {
            PodInterface.Settle(pod, ifName);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => shared?.Dispose();

    private static IBuiltInPlugin? Create(string type) => type switch
    {
        "bandwidth" => new BandwidthPlugin(),
        "bridge" => new BridgePlugin(),
        "dummy" => new DummyPlugin(),
        "flannel" => new FlannelPlugin(),
        "host-device" => new HostDevicePlugin(),
        "host-local" => new HostLocalPlugin(),
        "ipvlan" => new IpvlanPlugin(),
        "loopback" => new LoopbackPlugin(),
        "macvlan" => new MacvlanPlugin(),
        "portmap" => new PortmapPlugin(),
        "ptp" => new PtpPlugin(),
        "sbr" => new SbrPlugin(),
        "sriov" => new SriovPlugin(),
        "static" => new StaticPlugin(),
        "tuning" => new TuningPlugin(),
        "vlan" => new VlanPlugin(),
        "vrf" => new VrfPlugin(),
        _ => null,
    };
}
