using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Attachers.Links.Macvlan;

/// <summary>The configuration of the plugin <c>macvlan</c>.</summary>
internal sealed record MacvlanConfig
{
    private const string What = PluginRequest.What;

    private static readonly string[] Keys = ["master", "mode", "mtu", "mac", "linkInContainer", "bcqueuelen"];

    /// <summary>The interface below; null for the one of the default route.</summary>
    public string? Master { get; init; }

    /// <summary>The kernel's number: private 1, vepa 2, bridge 4, passthru 8.</summary>
    public required int Mode { get; init; }

    /// <summary>In bytes; 0 leaves it to the kernel.</summary>
    public long Mtu { get; init; }

    /// <summary>The pod's hardware address; null leaves it to the kernel.</summary>
    public ReadOnlyMemory<byte>? Mac { get; init; }

    /// <summary>The interface below is in the pod.</summary>
    public bool IsMasterInPod { get; init; }

    /// <summary>The packets in the queue of broadcasts; 0 leaves it to the kernel.</summary>
    public uint BroadcastQueueLength { get; init; }

    /// <summary>The first key that only the program knows; null for none.</summary>
    public static string? WhyUnknown(JsonElement config) => KnownKeys.FindUnknown(config, Keys);

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="CniException">A value is invalid.</exception>
    /// <exception cref="ContractException">A value has the wrong type.</exception>
    public static MacvlanConfig Read(PluginRequest request)
    {
        var config = request.Config;
        var arguments = CniArguments.Read(request.Args, RequestedMac.Argument);
        return new MacvlanConfig
        {
            Master = config.GetText("master", What) is { Length: > 0 } master ? master : null,
            Mode = ReadMode(config.GetText("mode", What) ?? ""),
            Mtu = config.GetInteger("mtu", What) ?? 0,
            Mac = RequestedMac.Parse(
                RequestedMac.Text(request.RuntimeArgument("mac"), "mac")
                ?? arguments.GetValueOrDefault(RequestedMac.Argument)
                ?? config.GetText("mac", What)),
            IsMasterInPod = config.GetFlag("linkInContainer", What),
            BroadcastQueueLength = ReadQueueLength(config.GetInteger("bcqueuelen", What) ?? 0),
        };
    }

    private static uint ReadQueueLength(long length) => length is >= 0 and <= uint.MaxValue
        ? (uint)length
        : throw PluginFailure.Of($"bcqueuelen is {length}, but must be from 0 to {uint.MaxValue}");

    private static int ReadMode(string mode) => mode switch
    {
        "" or "bridge" => 4,
        "private" => 1,
        "vepa" => 2,
        "passthru" => 8,
        _ => throw PluginFailure.Of($"unknown macvlan mode: \"{Quote.Short(mode)}\""),
    };
}
