namespace Ramus.Kubernetes.Events;

/// <summary>The object that an event is about. Namespace "" = cluster-scoped.</summary>
public sealed record ObjectReference(string ApiVersion, string Kind, string Namespace, string Name, string Uid)
{
    /// <summary>A pod. kubectl describe shows only events with the pod's UID.</summary>
    public static ObjectReference Pod(string @namespace, string name, string uid) =>
        new("v1", "Pod", @namespace, name, uid);

    /// <summary>A node. kubectl describe shows events whose uid is the node's name.</summary>
    public static ObjectReference Node(string name) => new("v1", "Node", "", name, name);

    public static ObjectReference NetworkAttachmentDefinition(string @namespace, string name, string uid) =>
        new("k8s.cni.cncf.io/v1", "NetworkAttachmentDefinition", @namespace, name, uid);
}
