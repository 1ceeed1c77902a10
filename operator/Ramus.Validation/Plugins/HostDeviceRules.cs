using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Plugins;

internal sealed class HostDeviceRules : PluginRules
{
    private static readonly string[] Selectors = ["device", "hwaddr", "kernelpath", "pciBusID"];

    public HostDeviceRules()
        : base(new PluginTraits("host-device", PluginRole.Interface, IpamNeed.Optional)
        {
            Capabilities = new HashSet<string> { "deviceID" },
            MasterKey = "device",
        })
    {
        Texts("device", "hwaddr", "kernelpath");
        InterfaceNamed("device");
        Check(CheckSelector);
        Check(CheckAddress);
        Check(static (view, findings) => PciAddress.Check(view.Json, "pciBusID", findings));
    }

    private static void CheckSelector(PluginView view, Findings findings)
    {
        var isThere = Selectors.Any(view.Json.HasText) || view.Json.HasText("deviceID");
        if (!isThere && view.Network.ResourceName is null && !view.Declares("deviceID"))
        {
            findings.Add(
                RuleBook.HostDeviceSelector,
                view.Json.Path,
                "no device is configured; add 'device', 'hwaddr', 'kernelpath' or 'pciBusID', or annotate the network "
                + $"with {Annotations.ResourceName}");
        }
    }

    private static void CheckAddress(PluginView view, Findings findings)
    {
        if (view.Json.TryText("hwaddr", out var mac) && mac.Length > 0 && !HardwareAddress.TryParse(mac, out _))
        {
            findings.Add(
                RuleBook.HostDeviceAddress,
                view.Json.PathOf("hwaddr"),
                $"\"{Quote.Short(mac)}\" is not a hardware address; write an address like \"c2:b0:57:49:47:f1\"");
        }
    }
}
