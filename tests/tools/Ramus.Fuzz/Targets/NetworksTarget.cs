using System.Net;
using System.Text;
using Ramus.Attachments.Plan;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;

namespace Ramus.Fuzz.Targets;

/// <summary>The networks annotation, which every user who can create pods writes.</summary>
internal sealed class NetworksTarget : FuzzTarget
{
    private static readonly NetworkConfig Capable = NetworkConfig.Parse(
        Encoding.UTF8.GetBytes(
            """
            {"cniVersion":"1.0.0","name":"n","type":"macvlan","capabilities":
            {"ips":true,"mac":true,"infinibandGUID":true,"portMappings":true,"bandwidth":true,"deviceID":true},
            "args":{"cni":{"given":1}}}
            """),
        "config");

    private static readonly NetworkConfig Legacy = NetworkConfig.Parse(
        Encoding.UTF8.GetBytes("""{"cniVersion":"0.3.1","name":"n","type":"bridge","ipam":{"type":"static"}}"""),
            "config");

    public override Outcome Execute(ReadOnlyMemory<byte> input)
    {
        if (!Rule.TryAccept(() => NetworkSelection.Parse(Text.Of(input), "pods"), out var selections))
        {
            return Outcome.Refused;
        }

        var interfaces = new HashSet<string>(StringComparer.Ordinal);
        var gateways = new HashSet<System.Net.Sockets.AddressFamily>();
        foreach (var selection in selections)
        {
            Check(selection);
            Rule.Holds(selection.Interface is not { } name || interfaces.Add(name), "no interface is requested twice");
            Rule.Holds(
                (selection.DefaultRoute ?? []).All(ip => gateways.Add(ip.AddressFamily)), "one gateway per family");
        }

        foreach (var selection in selections.Take(4))
        {
            CheckUse(selection, Capable);
            CheckUse(selection, Legacy);
        }

        var written = SelectionText.Write(selections);
        var again =
            Rule.Accepts(() => NetworkSelection.Parse(written, "other"), "a selection written as JSON can be read");
        Rule.Same(
            Encoding.UTF8.GetBytes(written), Encoding.UTF8.GetBytes(SelectionText.Write(again)), "read(write(x)) is x");
        return Outcome.Accepted;
    }

    private static void Check(NetworkSelection selection)
    {
        Rule.Holds(
            selection.Key.IsValid && !selection.Key.ToString().Contains("..", StringComparison.Ordinal)
            && selection.Key.ToString().Count(c => c == '/') == 1,
            "an accepted name is safe in a path", selection.Key.ToString());
        Rule.Holds(
            selection.Interface is not { } name
            || (name.Length is > 0 and <= 15 && name is not ("." or ".." or "lo")
                && name.All(
                    c => char.IsAscii(c) && !char.IsWhiteSpace(c) && !char.IsControl(c) && c is not ('/' or ':'))),
            "the kernel allows an accepted interface", selection.Interface ?? "");
        Rule.Holds(
            selection.Ips.All(ip => IPAddress.TryParse(ip.Split('/')[0], out _)), "accepted addresses are addresses");
        Rule.Holds(
            selection.PortMappings.All(port => port is { HostPort: > 0 and < 65536, ContainerPort: > 0 and < 65536 }
                && port.Protocol is "tcp" or "udp" or "sctp"),
            "accepted ports are ports");
        Rule.Holds(
            selection.DeviceId is not { } device
                || !device.AsSpan().ContainsAny('/', '\0', '\n'), "a device is not a path");
    }

    /// <summary>ADD's use of a selection, up to the call of the first plugin.</summary>
    private static void CheckUse(NetworkSelection selection, NetworkConfig network)
    {
        System.Text.Json.JsonElement? arguments;
        try
        {
            arguments = CapabilityArguments.For(selection, null, network);
            network = selection.CniArgs is { } args ? network.WithCniArgs(args) : network;
        }
        catch (Exception refusal) when (refusal is CniException or ContractException)
        {
            Rule.Readable(refusal.Message);
            return;
        }

        Chain.Check(Chain.Written(network));
        var attachment =
            new Attachment { Network = "n", Interface = "net1", Config = network, CapabilityArgs = arguments };
        var legacy = LegacyArguments.For(attachment, "IgnoreUnknown=1");
        Rule.Holds(
            legacy.Split(';').All(pair => pair.Split('=') is ["IgnoreUnknown" or "MAC" or "IP", { Length: > 0 }]),
            "no argument adds another one", legacy);
        Journal.Check(Journal.Of(attachment));
    }
}
