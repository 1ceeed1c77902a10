namespace Ramus.Contract.Selection;

/// <summary>One pod. A recreated pod has the same name and another UID.</summary>
public readonly record struct PodKey(string Namespace, string Name, string Uid)
{
    public override string ToString() => $"{Namespace}/{Name}";
}
