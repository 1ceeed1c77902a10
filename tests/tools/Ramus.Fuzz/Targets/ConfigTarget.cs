using System.Text;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;

namespace Ramus.Fuzz.Targets;

/// <summary>The configuration in a NetworkAttachmentDefinition, which tenants write.</summary>
internal sealed class ConfigTarget : FuzzTarget
{
    public override bool HasHead => true;

    public override Outcome Execute(ReadOnlyMemory<byte> input)
    {
        var headed = new HeadedInput(input);
        CheckRendering(headed);
        if (!Rule.TryAccept(() => NetworkConfig.Parse(headed.Body, "config"), out var network))
        {
            return Outcome.Refused;
        }

        Chain.Check(network);
        CheckDevice(network, headed["device"] ?? "0000:03:02.0");
        CheckArguments(network, headed["cni-args"] ?? """{"a":1,"A":2}""");
        return Outcome.Accepted;
    }

    private static void CheckRendering(HeadedInput headed)
    {
        var nad = new NetworkAttachmentDefinition
        {
            Namespace = headed["namespace"] ?? "default",
            Name = headed["name"] ?? "macvlan-conf",
            Uid = headed["uid"] ?? "",
            Annotations = headed["resource"] is { } resource
                ? new Dictionary<string, string> { [Annotations.ResourceName] = resource }
                : [],
            Config = headed["from"] == "file" ? null : Text.Of(headed.Body),
        };
        if (!Rule.TryAccept(() => NetworkRenderer.Render(nad, _ => headed.Body), out var network))
        {
            return;
        }

        Rule.Holds(network.Name.Length > 0, "a rendered network has a name");
        Rule.Holds(CniVersions.IsSupported(network.CniVersion), "a rendered network has a known version");
        Rule.Holds(
            nad.Key.IsValid && !nad.Key.ToString()
                .Contains("..", StringComparison.Ordinal), "a rendered network's key is safe in a path");
        Chain.Check(network);
        var rendered = network.ToListJson();
        var again = Rule.Accepts(
            () => NetworkRenderer.Render(nad with { Config = Encoding.UTF8.GetString(rendered) }, _ => null),
                "a rendered network can be rendered again");
        Rule.Same(rendered, again.ToListJson(), "rendering a rendered network changes nothing");
    }

    private static void CheckDevice(NetworkConfig network, string device)
    {
        var equipped = Chain.Written(network.WithDevice(device));
        Chain.Check(equipped);
        for (var index = 0; index < network.Plugins.Count; index++)
        {
            var plugin = equipped.Plugins[index].Element;
            foreach (var key in (ReadOnlySpan<string>)["deviceID", "pciBusID"])
            {
                Rule.Holds(Members.Only(plugin, key)?.GetString() == device, "the plugin sees the device");
            }

            Rule.Same(
                Members.TextBut(network.Plugins[index].Element, "deviceID", "pciBusID"),
                Members.TextBut(plugin, "deviceID", "pciBusID"),
                "a device changes nothing else");
        }
    }

    private static void CheckArguments(NetworkConfig network, string text)
    {
        if (!Rule.TryAccept(() => GoJson.Parse(Encoding.UTF8.GetBytes(text), "cni-args"), out var arguments)
            || !Rule.TryAccept(() => network.WithCniArgs(arguments), out var edited))
        {
            return;
        }

        var changed = Chain.Written(edited);
        Chain.Check(changed);
        for (var index = 0; index < network.Plugins.Count; index++)
        {
            var plugin = changed.Plugins[index].Element;
            Rule.Same(
                Members.TextBut(network.Plugins[index].Element, "args"), Members.TextBut(plugin, "args"),
                    "arguments change nothing else");
            var cni = Members.Only(Members.Only(plugin, "args")!.Value, "cni")!.Value;
            foreach (var argument in arguments.EnumerateObject())
            {
                Rule.Same(Members.Raw(argument.Value), Members.Raw(Members.Only(cni, argument.Name)!.Value),
                    "the pod's argument wins");
            }
        }
    }
}
