using System.Text.Json.Nodes;

namespace Ramus.Cluster.Harness;

/// <summary>The manifests that tests apply.</summary>
public static class Manifests
{
    public static JsonObject Network(string name, string? config, string? resourceName = null)
    {
        var network = new JsonObject
        {
            ["apiVersion"] = "k8s.cni.cncf.io/v1",
            ["kind"] = "NetworkAttachmentDefinition",
            ["metadata"] = new JsonObject { ["name"] = name },
        };
        if (config is not null)
        {
            network["spec"] = new JsonObject { ["config"] = config };
        }

        if (resourceName is not null)
        {
            network["metadata"]!["annotations"] = new JsonObject
            {
                ["k8s.v1.cni.cncf.io/resourceName"] = resourceName,
            };
        }

        return network;
    }

    /// <summary>A pod that sleeps, and ends on SIGTERM.</summary>
    public static JsonObject Pod(string name, string? networks)
    {
        var pod = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject
            {
                ["terminationGracePeriodSeconds"] = 1,
                ["containers"] = new JsonArray(new JsonObject
                {
                    ["name"] = "main",
                    ["image"] = "ramus.dev/busybox:local",
                    ["imagePullPolicy"] = "IfNotPresent",
                    ["command"] = new JsonArray("sleep", "infinity"),
                }),
            },
        };
        if (networks is not null)
        {
            pod["metadata"]!["annotations"] = new JsonObject { ["k8s.v1.cni.cncf.io/networks"] = networks };
        }

        return pod;
    }
}
