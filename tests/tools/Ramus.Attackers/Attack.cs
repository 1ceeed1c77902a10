namespace Ramus.Attackers;

/// <summary>What one kind of attacker does, over and over.</summary>
/// <param name="Name">The row's name.</param>
/// <param name="Connections">How many it has at once.</param>
/// <param name="Addresses">From how many addresses.</param>
/// <param name="Act">What it does with one of them.</param>
public sealed record Attack(
    string Name, int Connections, int Addresses, Func<Wire, CancellationToken, Task> Act)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
