using Ramus.Contract.Selection;

namespace Ramus.Webhook.Pods;

/// <summary>One network that a pod asks for, and the annotation that asks.</summary>
internal sealed record RequestedNetwork(NetworkSelection Selection, string Annotation)
{
    public NetworkKey Key => Selection.Key;
}
