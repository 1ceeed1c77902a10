using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;

namespace Ramus.Client.Get;

/// <summary>A network with its status.</summary>
internal sealed record NetworkRow(NetworkKey Key, NetworkState State)
{
    /// <summary>Whether the rules accept it: the status of the condition.</summary>
    public string Valid => State.Condition(StatusCondition.Valid)?.Status ?? "";

    /// <summary>The message of the first condition that is false; empty when all is well.</summary>
    public string Problem => State.Conditions.FirstOrDefault(static condition =>
        condition.Status == "False" && condition.Type != StatusCondition.InUse)?.Message ?? "";

    /// <summary>The labels that a node must have to run the network; null: it runs on every node.</summary>
    public string? NodeSelector { get; init; }

    public static NetworkRow Of(JsonElement network) => new(
        new NetworkKey(
            network.TextAt("metadata", "namespace") ?? "", network.TextAt("metadata", "name") ?? ""),
        NetworkStateFormat.Read(network))
    {
        NodeSelector = network.TextMapAt("metadata", "annotations").GetValueOrDefault(Annotations.NodeSelector),
    };
}
