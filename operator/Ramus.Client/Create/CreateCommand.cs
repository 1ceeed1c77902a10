using System.CommandLine;
using Ramus.Client.Help;
using Ramus.Client.Output;
using Ramus.Kubernetes.Options;
using Ramus.Validation;
using Ramus.Validation.Json;

namespace Ramus.Client.Create;

/// <summary>`kubectl-ramus create network`: prints a NetworkAttachmentDefinition.</summary>
internal static class CreateCommand
{
    private const int MostVlan = 4094;
    private const int LeastMtu = 68;
    private const int MostMtu = 65535;

    private static readonly ProgramArgument Type = new(
        "TYPE", $"The plugin: {string.Join(", ", PluginOptions.All.Keys)}.", 0, 1);

    private static readonly ProgramOption<string> Name = Text("--name", "The network's name; empty: the type.", "NAME");

    private static readonly ProgramOption<string> Namespace = new(
        "--namespace", "The network's namespace; empty: none in the manifest.", ValueKinds.Text("NAME"), "")
    {
        Aliases = { "-n" },
    };

    private static readonly ProgramOption<string> Master = Text(
        "--master", "The interface of the node that the network uses.", "INTERFACE");

    private static readonly ProgramOption<string> Mode = Text("--mode", "The plugin's mode.", "MODE");

    private static readonly ProgramOption<string> Bridge = Text("--bridge", "The name of the bridge.", "NAME");

    private static readonly ProgramOption<int> Vlan = new(
        "--vlan", "The VLAN id; 0: none.", ValueKinds.Number(0, MostVlan) with { HelpName = "VLAN" }, 0);

    private static readonly ProgramOption<int> Mtu = new(
        "--mtu", "The MTU; 0: the kernel's default.", new ValueKind<int>(
            "MTU",
            static text => int.TryParse(text, out var mtu) && mtu is 0 or (>= LeastMtu and <= MostMtu)
                ? mtu
                : throw new FormatException($"is not 0 or a number from {LeastMtu} to {MostMtu}"),
            static mtu => $"{mtu}"),
        0);

    private static readonly ProgramOption<string> Device = Text(
        "--device", "The interface of the node that moves into the pod.", "INTERFACE");

    private static readonly ProgramOption<string> Resource = Text(
        "--resource", "The resource of a device plugin, for example intel.com/sriov.", "NAME");

    private static readonly ProgramOption<string> Ipam = new(
        "--ipam", "The IPAM plugin: host-local, whereabouts, dhcp, static or none; empty: chosen from --range and "
        + "--address.",
        ValueKinds.Choice("IPAM", [.. ((string[])["", "host-local", "whereabouts", "dhcp", "static", "none"])
            .Select(static word => (word, word))]),
        "");

    private static readonly RepeatedOption<string> Ranges = new(
        "--range", "A range of addresses: 10.1.1.0/24, or 10.1.1.10-10.1.1.20/24.", ValueKinds.RequiredText("RANGE"));

    private static readonly RepeatedOption<string> Addresses = new(
        "--address", "The address of each pod, for example 10.1.1.5/24.", ValueKinds.RequiredText("PREFIX"));

    private static readonly RepeatedOption<string> Gateways = new(
        "--gateway", "The gateway of the range of its IP family.", ValueKinds.RequiredText("GATEWAY"));

    private static readonly RepeatedOption<string> Routes = new(
        "--route", "A route through the network: 10.2.0.0/16, or 10.2.0.0/16=10.1.1.1 with its gateway.",
        ValueKinds.RequiredText("ROUTE"));

    private static readonly ProgramOption<bool> AsJson = new(
        "--output", "The output format: yaml or json.",
        ValueKinds.Choice("MANIFEST", [("yaml", false), ("json", true)]), false)
    {
        Aliases = { "-o" },
    };

    /// <summary>The command, for the program's root command.</summary>
    public static Command Create() => new Command("create", "Print a manifest to start with.")
    {
        new ExampleCommand(
            "network",
            "Print a valid NetworkAttachmentDefinition. Needs no cluster. Exit code 1 when the validation rules "
            + "refuse it, 2 for wrong usage.",
            [
                "kubectl ramus create network macvlan --name blue --master eth1 --range 10.9.0.0/24 | kubectl apply -f "
                + "-",
                "kubectl ramus create network bridge --bridge br1 --vlan 100 --range 10.9.0.10-10.9.0.90/24 "
                + "--gateway 10.9.0.1",
                "kubectl ramus create network sriov --name fast --resource intel.com/sriov --ipam dhcp",
            ])
        .WithArgument(Type)
        .With(
            [
                Name, Namespace, Master, Mode, Bridge, Vlan, Mtu, Device, Resource, Ipam, Ranges, Addresses, Gateways,
                Routes, AsJson,
            ],
            static (values, _) => Task.FromResult(Run(Read(values), values.Get(AsJson)))),
    };

    private static ProgramOption<string> Text(string name, string description, string helpName) =>
        new(name, description, ValueKinds.Text(helpName), "");

    private static NetworkSettings Read(OptionValues values)
    {
        if (values.Get(Type) is not [var type])
        {
            throw ProgramException.WrongUsage(
                $"no type: write one of {string.Join(", ", PluginOptions.All.Keys)} after 'network'");
        }

        if (!PluginOptions.All.ContainsKey(type))
        {
            throw ProgramException.WrongUsage(
                $"the type '{type}' is not one of {string.Join(", ", PluginOptions.All.Keys)}"
                + (Spelling.Nearest(type, PluginOptions.All.Keys) is { } meant ? $"; did you mean '{meant}'?" : ""));
        }

        return new NetworkSettings
        {
            Type = type,
            Name = values.GetOrNull(Name) ?? type,
            Namespace = values.Get(Namespace),
            Master = values.Get(Master),
            Mode = values.Get(Mode),
            Bridge = values.Get(Bridge),
            Vlan = values.Get(Vlan) is > 0 and var vlan ? vlan : null,
            Mtu = values.Get(Mtu) is > 0 and var mtu ? mtu : null,
            Device = values.Get(Device),
            Resource = values.Get(Resource),
            Ipam = values.Get(Ipam),
            Ranges = values.Get(Ranges),
            Addresses = values.Get(Addresses),
            Gateways = values.Get(Gateways),
            Routes = values.Get(Routes),
        };
    }

    private static int Run(NetworkSettings settings, bool asJson)
    {
        if (PluginOptions.WhyWrong(settings) is { } mistake)
        {
            throw ProgramException.WrongUsage(mistake);
        }

        var findings = NetworkManifest.Check(settings);
        foreach (var finding in findings)
        {
            Console.Error.WriteLine($"{(finding.Severity == Severity.Error ? "error" : "warning")}: {finding.Message} "
                + $"({finding.Rule})");
        }

        if (findings.Any(static finding => finding.Severity == Severity.Error))
        {
            return ProgramLine.Failed;
        }

        var json = NetworkManifest.Json(settings);
        Console.Out.Write(asJson ? json : YamlText.Of(json));
        return 0;
    }
}
