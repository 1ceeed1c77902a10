namespace Ramus.Kubernetes.Client;

/// <summary>Names one object of a known resource type; the namespace is "" for cluster-scoped objects.</summary>
public readonly record struct ObjectKey(string Namespace, string Name)
{
    public override string ToString() => string.IsNullOrEmpty(Namespace) ? Name : $"{Namespace}/{Name}";
}
