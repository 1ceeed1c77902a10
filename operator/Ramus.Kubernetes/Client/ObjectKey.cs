namespace Ramus.Kubernetes.Client;

/// <summary>Namespace and name of an object; the namespace is "" for cluster-scoped objects.</summary>
public readonly record struct ObjectKey(string Namespace, string Name)
{
    public override string ToString() => string.IsNullOrEmpty(Namespace) ? Name : $"{Namespace}/{Name}";
}
