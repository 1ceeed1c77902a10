namespace Ramus.Contract.Policy;

/// <summary>Networks that the pods of some namespaces may use although they are of another one.</summary>
/// <param name="Namespaces">Namespaces of the pods, as patterns.</param>
/// <param name="Networks">Networks as <c>namespace/name</c>, as patterns.</param>
public sealed record NetworkGrant(IReadOnlyList<string> Namespaces, IReadOnlyList<string> Networks);
