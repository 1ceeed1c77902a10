using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Fuzz.Targets;

/// <summary>Rules for every accepted network configuration.</summary>
internal static class Chain
{
    private static readonly JsonElement PrevResult =
        JsonElement.Parse("""{"cniVersion":"1.0.0","ips":[{"address":"10.1.1.2/24"}]}""");
    private static readonly JsonElement RuntimeConfig =
        JsonElement.Parse("""{"mac":"02:00:5e:10:00:01","Ips":["10.1.1.2/24"]}""");

    /// <summary>The network with a pod's additions, as DEL reads it from the record.</summary>
    public static NetworkConfig Written(NetworkConfig network)
    {
        var list = network.ToListJson();
        var written = Rule.Accepts(
            () => NetworkConfig.FromElement(JsonElement.Parse(list), "list"), "an edited network can be read");
        for (var index = 0; index < network.Plugins.Count; index++)
        {
            Rule.Same(
                network.PluginInput(index, PrevResult, RuntimeConfig),
                written.PluginInput(index, PrevResult, RuntimeConfig),
                "ADD and DEL give a plugin the same");
        }

        return written;
    }

    public static void Check(NetworkConfig network)
    {
        Rule.Holds(network.Plugins.Count > 0, "a network has a plugin");
        foreach (var plugin in network.Plugins)
        {
            Rule.Holds(
                plugin.Type.Length > 0 && plugin.Type is not ("." or "..")
                    && !plugin.Type.AsSpan().ContainsAny('/', '\\', '\0'),
                "a type is a file name", plugin.Type);
        }

        CheckName(network.Name);
        var list = network.ToListJson();
        var again = Rule.Accepts(
            () => NetworkConfig.FromElement(GoJson.Parse(list, "list"), "list"), "the list form can be read");
        Rule.Same(list, again.ToListJson(), "the list form of the list form is the same");
        Rule.Holds(
            (again.Name, again.CniVersion, again.DisableCheck, again.DisableGc, again.ResourceName, again.Uid)
                == (network.Name, network.CniVersion, network.DisableCheck, network.DisableGc, network.ResourceName,
                    network.Uid),
            "the list form is equivalent");
        for (var index = 0; index < network.Plugins.Count; index++)
        {
            var (plugin, read) = (network.Plugins[index], again.Plugins[index]);
            Rule.Same(Members.Raw(plugin.Element), Members.Raw(read.Element),
                "a plugin's text is unchanged in the list form");
            Rule.Holds(plugin.Capabilities.SetEquals(read.Capabilities), "capabilities are the same in the list form");
            if (index < 3)
            {
                CheckInput(network, index);
            }
        }
    }

    /// <summary>Names become parts of paths and must be valid there.</summary>
    private static void CheckName(string name) => Rule.Holds(
        !name.AsSpan().ContainsAny('/', '\\', '\0')
            && !name.StartsWith('.'), "a network's name is safe in a path", name);

    private static void CheckInput(NetworkConfig network, int index)
    {
        var first = network.PluginInput(index, PrevResult, RuntimeConfig);
        var input = Rule.Accepts(() => GoJson.ParseObject(first, "input"), "the input of a plugin can be read");
        string[] ours = ["name", "cniVersion", "prevResult", "runtimeConfig"];
        Rule.Same(
            Members.TextBut(network.Plugins[index].Element, ours), Members.TextBut(input, ours),
                "unknown keys reach the plugin unchanged");
        Rule.Holds(Members.Only(input, "name")?.GetString() == network.Name, "the plugin sees the network's name");
        Rule.Holds(Members.Only(input, "cniVersion")?.GetString() == network.CniVersion,
            "the plugin sees the network's version");
        Rule.Same(Members.Raw(PrevResult), Members.Raw(Members.Only(input, "prevResult")!.Value),
            "prevResult is unchanged");
        Rule.Same(Members.Raw(RuntimeConfig), Members.Raw(Members.Only(input, "runtimeConfig")!.Value),
            "runtimeConfig is unchanged");
        var bare = GoJson.ParseObject(network.PluginInput(index, null, null), "input");
        Rule.Holds(
            Members.Only(bare, "prevResult") is null && Members.Only(bare, "runtimeConfig") is null,
            "absent keys stay absent");
    }
}
