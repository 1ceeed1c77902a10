using Ramus.Contract.Cni;

namespace Ramus.Node.Networks;

/// <summary>The result of rendering one network.</summary>
/// <param name="Network">The rendered network; null when it was refused.</param>
/// <param name="Refusal">Why it was refused; null when it was not.</param>
/// <param name="IsNews">The file was written, or the reason of the refusal is new.</param>
internal sealed record RenderOutcome(NetworkConfig? Network, string? Refusal, bool IsNews)
{
    public bool IsUnselected { get; init; }
}
