namespace Ramus.Contract.Selection;

/// <summary>One incarnation of a pod: two pods of one name differ in their UID.</summary>
public readonly record struct PodKey(string Namespace, string Name, string Uid)
{
    public override string ToString() => $"{Namespace}/{Name}";
}
