using System.Net;

namespace Ramus.Kubernetes.Connections;

/// <summary>An address that has connections to a server of ours.</summary>
/// <param name="address">The address.</param>
/// <param name="time">The clock.</param>
public sealed class Caller(IPAddress address, TimeProvider time)
{
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    // A kubelet comes every few seconds, and is not to be held for one that comes again and again.
    private static readonly TimeSpan HalfLife = TimeSpan.FromSeconds(2);

    private long recognized;
    private double recent;
    private long counted;

    /// <summary>The address.</summary>
    public IPAddress Address { get; } = address;

    /// <summary>
    /// Whether its latest request was well-formed, and recent. Strangers never take the last part of what is shared.
    /// </summary>
    public bool IsKnown =>
        Volatile.Read(ref recognized) is var at && at != 0 && time.GetElapsedTime(at) < Memory;

    internal int Connections { get; set; }

    /// <summary>
    /// What it takes of a server: its connections, and those that it tried to make within the last moments. Who comes
    /// again and again does not get another one's place with that.
    /// </summary>
    internal double Weight => Connections + Recent;

    /// <summary>Whether there is anything to remember of it.</summary>
    internal bool IsForgettable => Connections == 0 && !IsKnown && Recent < 0.5;

    /// <summary>A well-formed request came from this address.</summary>
    public void Recognize() => Volatile.Write(ref recognized, Math.Max(1, time.GetTimestamp()));

    /// <summary>A malformed request came from this address: it is a stranger until its next well-formed one.</summary>
    public void Forget() => Volatile.Write(ref recognized, 0);

    /// <summary>It tries to make a connection.</summary>
    internal void Count()
    {
        recent = Recent + 1;
        counted = time.GetTimestamp();
    }

    private double Recent => recent * Math.Pow(0.5, time.GetElapsedTime(counted) / HalfLife);

    /// <inheritdoc/>
    public override string ToString() => Address.ToString();
}
