using Ramus.Contract.Cni;

namespace Ramus.Node.Networks;

/// <summary>What became of one network.</summary>
/// <param name="Network">As rendered; null when it was refused.</param>
/// <param name="Refusal">Why it was refused.</param>
/// <param name="IsNews">The file was written, or the refusal is another one than before.</param>
internal sealed record RenderOutcome(NetworkConfig? Network, string? Refusal, bool IsNews)
{
    public bool IsUnselected { get; init; }
}
