using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Attachers.Links.Sriov;

/// <summary>The configuration of the plugin <c>sriov</c>.</summary>
internal sealed record SriovConfig
{
    private const string What = PluginRequest.What;
    private const string Device = "deviceID";
    private const int EthernetBytes = 6;

    // Ramus passes the device as pciBusID, too, for other plugins.
    private static readonly string[] Keys =
        [Device, "pciBusID", "mac", "logLevel", "logFile", .. SriovSettings.Keys];

    /// <summary>The address of the virtual function on the PCI bus.</summary>
    public required string DeviceId { get; init; }

    /// <summary>The pod's hardware address; null leaves it to the card.</summary>
    public ReadOnlyMemory<byte>? Mac { get; init; }

    /// <summary>The settings of the virtual function.</summary>
    public required SriovSettings Settings { get; init; }

    /// <summary>The first key or value that only the program knows; null for none.</summary>
    public static string? WhyUnknown(JsonElement config) =>
        KnownKeys.FindUnknown(config, Keys, Device)
        ?? (config.GetText(Device, What) is { } device && !PciDevice.CanBeAddress(device)
            ? $"the value of '{Device}'"
            : SriovSettings.WhyUnknown(config));

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="CniException">A value is invalid.</exception>
    /// <exception cref="ContractException">A value has the wrong type.</exception>
    public static SriovConfig Read(PluginRequest request)
    {
        var config = request.Config;
        var arguments = CniArguments.Read(request.Args, RequestedMac.Argument);
        _ = (config.GetText("logLevel", What), config.GetText("logFile", What));
        return new SriovConfig
        {
            DeviceId = config.GetText(Device, What) is { Length: > 0 } device
                ? device
                : throw PluginFailure.Of($"the PCI address of a virtual function is missing: set '{Device}'"),
            Mac = RequireEthernet(RequestedMac.Parse(
                RequestedMac.Text(request.RuntimeArgument("mac"), "mac")
                ?? arguments.GetValueOrDefault(RequestedMac.Argument)
                ?? config.GetText("mac", What))),
            Settings = SriovSettings.Read(config, What),
        };
    }

    private static ReadOnlyMemory<byte>? RequireEthernet(ReadOnlyMemory<byte>? mac) =>
        mac is { Length: not EthernetBytes }
            ? throw PluginFailure.Of($"mac has {mac.Value.Length} bytes, but a virtual function needs {EthernetBytes}")
            : mac;
}
