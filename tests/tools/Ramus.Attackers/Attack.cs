namespace Ramus.Attackers;

/// <summary>One kind of attack, which is repeated.</summary>
/// <param name="Name">The row's name.</param>
/// <param name="Connections">The number of concurrent connections.</param>
/// <param name="Addresses">The number of source addresses.</param>
/// <param name="Act">The attacker's actions on one connection.</param>
public sealed record Attack(
    string Name, int Connections, int Addresses, Func<Wire, CancellationToken, Task> Act)
{
    /// <summary>Whether the attack comes from the good caller's address, like a program on the same host.</summary>
    public bool SharesAddress { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
