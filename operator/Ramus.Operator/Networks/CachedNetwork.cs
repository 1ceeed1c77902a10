using System.Runtime.InteropServices;
using System.Text.Json;
using Ramus.Contract.Network;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Watching;

namespace Ramus.Operator.Networks;

/// <summary>
/// A network in the operator's cache: whole while there is room, because there may be 10,000; otherwise it is fetched
/// when its status has to be computed.
/// </summary>
internal sealed class CachedNetwork
{
    // A network up to this length is always whole, so that long networks of one namespace do not displace others.
    internal const int AlwaysKept = 2048;

    private readonly int length;
    private WatchedNetwork? whole;

    private CachedNetwork(WatchedNetwork network, int length)
    {
        (whole, this.length) = (network, length);
        Validity = network.State.Condition(StatusCondition.Valid)?.Status switch
        {
            "True" => "True",
            "False" => "False",
            _ => "Unknown",
        };
    }

    /// <summary>The status of the network's condition Valid.</summary>
    public string Validity { get; }

    /// <summary>The network; null when there is no room for it.</summary>
    public WatchedNetwork? Whole => Volatile.Read(ref whole);

    public static CachedNetwork Of(JsonElement entity)
    {
        var network = WatchedNetwork.Of(entity);
        var status = entity.TryFind(out var found, "status") ? JsonMarshal.GetRawUtf8Value(found).Length : 0;
        return new CachedNetwork(
            network,
            status + (network.Definition.Config?.Length ?? 0)
                + network.Definition.Annotations.Values.Sum(static text => text.Length));
    }

    /// <summary>Decides whether the network stays whole; to be called before the cache shows it.</summary>
    public void Keep(TextBudget budget)
    {
        if (length > AlwaysKept && !budget.TryTake(length))
        {
            Volatile.Write(ref whole, null);
        }
    }

    /// <summary>Releases the room of a network that left the cache.</summary>
    public void Release(TextBudget budget)
    {
        if (length > AlwaysKept && Whole is not null)
        {
            budget.Return(length);
        }
    }
}
