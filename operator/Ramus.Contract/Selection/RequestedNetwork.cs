namespace Ramus.Contract.Selection;

/// <summary>One network that a pod selects, and the key of the annotation that selects it.</summary>
public sealed record RequestedNetwork(NetworkSelection Selection, string Annotation)
{
    public NetworkKey Key => Selection.Key;
}
