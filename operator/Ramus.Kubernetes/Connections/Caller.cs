using System.Net;

namespace Ramus.Kubernetes.Connections;

/// <summary>A client address of one of our servers.</summary>
/// <param name="address">The address.</param>
/// <param name="time">The clock.</param>
public sealed class Caller(IPAddress address, TimeProvider time)
{
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    // A kubelet connects every few seconds and must not count as a caller that reconnects all the time.
    private static readonly TimeSpan HalfLife = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private long recognized;
    private double recent;
    private long counted;

    public IPAddress Address { get; } = address;

    /// <summary>
    /// Whether the caller's latest request was well-formed and recent. Part of the connections is reserved for known
    /// callers.
    /// </summary>
    public bool IsKnown =>
        Volatile.Read(ref recognized) is var at && at != 0 && time.GetElapsedTime(at) < Memory;

    internal int Connections { get; set; }

    /// <summary>
    /// The caller's load: its connections, and its recent attempts to connect. A caller that reconnects all the time
    /// has a large weight and cannot displace other callers.
    /// </summary>
    internal double Weight => Connections + Recent;

    /// <summary>Whether the caller can be removed from the table.</summary>
    internal bool IsForgettable => Connections == 0 && !IsKnown && Recent < 0.5;

    /// <summary>Records a well-formed request from this address, and subtracts one attempt to connect.</summary>
    public void Recognize()
    {
        Volatile.Write(ref recognized, Math.Max(1, time.GetTimestamp()));
        Count(-1);
    }

    /// <summary>Records a malformed request: the caller is unknown until its next well-formed request.</summary>
    public void Forget() => Volatile.Write(ref recognized, 0);

    /// <summary>Records an attempt to connect.</summary>
    internal void Count() => Count(1);

    private double Recent
    {
        get
        {
            lock (gate)
            {
                return recent * Math.Pow(0.5, time.GetElapsedTime(counted) / HalfLife);
            }
        }
    }

    private void Count(int more)
    {
        lock (gate)
        {
            recent = Math.Max(0, Recent + more);
            counted = time.GetTimestamp();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Address.ToString();
}
