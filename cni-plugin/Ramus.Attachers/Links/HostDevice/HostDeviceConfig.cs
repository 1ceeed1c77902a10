using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Attachers.Links.HostDevice;

/// <summary>The configuration of the plugin <c>host-device</c>. The first value that is set names the device.</summary>
internal sealed record HostDeviceConfig
{
    private const string What = PluginRequest.What;
    private const string Argument = "deviceID";

    private static readonly string[] Keys = ["device", "hwaddr", "kernelpath", "pciBusID"];

    /// <summary>The device's name on the node.</summary>
    public string? Name { get; init; }

    /// <summary>Its hardware address.</summary>
    public ReadOnlyMemory<byte>? Mac { get; init; }

    /// <summary>Its path below <c>/sys/devices</c>.</summary>
    public string? KernelPath { get; init; }

    /// <summary>Its address on the PCI bus.</summary>
    public string? PciAddress { get; init; }

    /// <summary>Its name on the auxiliary bus.</summary>
    public string? AuxiliaryName { get; init; }

    /// <summary>The first key or value that only the program knows; null for none.</summary>
    public static string? WhyUnknown(JsonElement config) =>
        KnownKeys.FindUnknown(config, Keys, Argument)
        ?? (IsPlain(DeviceOf(config)) ? null : $"the value of '{Argument}'")
        ?? (IsPlain(config.GetText("pciBusID", What)) ? null : "the value of 'pciBusID'");

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="CniException">A value is invalid.</exception>
    /// <exception cref="ContractException">A value has the wrong type.</exception>
    public static HostDeviceConfig Read(PluginRequest request)
    {
        var config = request.Config;
        var given = DeviceOf(config);
        var isPci = given is not null && Directory.Exists(PciDevice.DirectoryOf(given));
        var read = new HostDeviceConfig
        {
            Name = TextOf(config, "device"),
            Mac = RequestedMac.Parse(TextOf(config, "hwaddr")),
            KernelPath = TextOf(config, "kernelpath"),
            PciAddress = given is null ? TextOf(config, "pciBusID") : isPci ? given : null,
            AuxiliaryName = given is null || isPci ? null
                : Directory.Exists(HostDevices.Auxiliary(given)) ? given
                : throw PluginFailure.Of($"runtime config DeviceID {given} not found or unsupported"),
        };
        return read == new HostDeviceConfig()
            ? throw PluginFailure.Of("specify either \"device\", \"hwaddr\", \"kernelpath\" or \"pciBusID\"")
            : read;
    }

    private static string? DeviceOf(JsonElement config) =>
        config.TryGetObject("runtimeConfig", What, out var arguments) ? TextOf(arguments, Argument) : null;

    private static string? TextOf(JsonElement config, string key) =>
        config.GetText(key, What) is { Length: > 0 } text ? text : null;

    private static bool IsPlain(string? text) => text is null || PciDevice.CanBeAddress(text);
}
