using System.Text.Json;

namespace Ramus.Cni.PluginSide;

/// <summary>
/// One checked call of a CNI plugin: the variables of CNI specification section 2, and the configuration.
/// </summary>
public sealed record CniRequest
{
    /// <summary>CNI_COMMAND.</summary>
    public required string Command { get; init; }

    /// <summary>CNI_CONTAINERID; empty for STATUS and GC.</summary>
    public string ContainerId { get; init; } = "";

    /// <summary>CNI_NETNS: path of the pod's network namespace; may be empty for DEL.</summary>
    public string Netns { get; init; } = "";

    /// <summary>CNI_IFNAME: the interface of the default network, in practice eth0.</summary>
    public string IfName { get; init; } = "";

    /// <summary>CNI_ARGS: "K=V;K=V".</summary>
    public string Args { get; init; } = "";

    /// <summary>CNI_PATH, split.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];

    /// <summary>The configuration from standard input.</summary>
    public JsonElement Config { get; init; }

    /// <summary>The configuration's cniVersion; results are printed in this version.</summary>
    public string CniVersion { get; init; } = "0.1.0";
}
