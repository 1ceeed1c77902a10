using System.Text;
using System.Text.Json.Nodes;
using Ramus.Crash.Node;

namespace Ramus.Crash.HandOver;

/// <summary>
/// A pod as attached by Multus: this class runs the delegates one by one and writes Multus' two kinds of files.
/// </summary>
internal sealed class MultusPod(Machine node, Pod pod)
{
    private readonly JsonArray delegates = [];

    /// <summary>Attaches a network and records it as Multus and libcni do.</summary>
    public void Attach(string network, string config, string interfaceName, bool isDefault)
    {
        var list = JsonNode.Parse(config)!.AsObject();
        JsonNode? result = null;
        foreach (var plugin in list["plugins"]!.AsArray())
        {
            result = Execute(list, plugin!.AsObject(), interfaceName, result);
        }

        var element = new JsonObject
        {
            ["Conf"] = new JsonObject { ["cniVersion"] = "1.0.0", ["name"] = list["name"]!.DeepClone() },
            ["ConfList"] = new JsonObject { ["cniVersion"] = "1.0.0", ["name"] = list["name"]!.DeepClone() },
            ["Name"] = network,
            ["IsFilterV4Gateway"] = false,
            ["Bytes"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(config)),
        };
        if (!isDefault)
        {
            element["ifnameRequest"] = interfaceName;
        }

        delegates.Add(element);
        var cache = new JsonObject
        {
            ["kind"] = "cniCacheV1",
            ["containerId"] = pod.ContainerId,
            ["config"] = element["Bytes"]!.DeepClone(),
            ["ifName"] = interfaceName,
            ["networkName"] = list["name"]!.DeepClone(),
            ["netns"] = pod.Netns,
            ["result"] = result,
        };
        node.Write($"multus/results/{list["name"]}-{pod.ContainerId}-{interfaceName}", cache.ToJsonString());
        node.Write($"multus/{pod.ContainerId}", delegates.ToJsonString());
    }

    private JsonNode? Execute(JsonObject list, JsonObject plugin, string interfaceName, JsonNode? previous)
    {
        var input = plugin.DeepClone().AsObject();
        input["cniVersion"] = "1.0.0";
        input["name"] = list["name"]!.DeepClone();
        if (previous is not null)
        {
            input["prevResult"] = previous;
        }

        using var process = Command.Start(
            "nsenter",
            [$"--net=/run/netns/{node.Name}", $"{node.RealPlugins}/{plugin["type"]}"],
            ("CNI_COMMAND", "ADD"),
            ("CNI_CONTAINERID", pod.ContainerId),
            ("CNI_NETNS", pod.Netns),
            ("CNI_IFNAME", interfaceName),
            ("CNI_PATH", node.RealPlugins),
            ("CNI_ARGS", "IgnoreUnknown=1"));
        process.StandardInput.Write(input.ToJsonString());
        process.StandardInput.Close();
        var (status, output, errorOutput) = Command.Finish(process);
        status.ShouldBe(0, output + errorOutput);
        return JsonNode.Parse(output);
    }
}
