using Ramus.Contract.Network;
using Ramus.Operator.Networks;

namespace Ramus.Operator.Tests.Networks;

/// <summary>The network red/blue, generation 2, whose status is empty.</summary>
internal static class WatchedNetworks
{
    public static WatchedNetwork Of(Dictionary<string, string>? annotations = null) => new()
    {
        Definition = new()
        {
            Namespace = "red",
            Name = "blue",
            Uid = "u",
            Generation = 2,
            Annotations = annotations ?? [],
        },
        ResourceVersion = "50",
        State = new NetworkState(),
    };
}
