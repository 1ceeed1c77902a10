using Ramus.Contract.Network;
using Ramus.Contract.Status;
using Ramus.Kubernetes.Events;

namespace Ramus.Operator.Networks;

/// <summary>Publishes events for changes of a network's status that matter to its author.</summary>
internal static class StateEvents
{
    public static void Publish(EventPublisher events, WatchedNetwork network, NetworkState now)
    {
        var before = network.State;
        var target = ObjectReference.NetworkAttachmentDefinition(
            network.Key.Namespace, network.Key.Name, network.Definition.Uid);
        Tell(StatusCondition.Valid, EventReasons.Valid, message => message);
        Tell(StatusCondition.Rendered, EventReasons.Rendered, CausesOnly);
        if (now.OutdatedPods > 0 && before.OutdatedPods == 0)
        {
            events.Publish(
                target, EventType.Normal, EventReasons.PodsOutdated, now.Condition(StatusCondition.InUse)!.Message);
        }

        void Tell(string type, string goodReason, Func<string, string> essence)
        {
            var (old, condition) = (before.Condition(type), now.Condition(type)!);
            if (condition.Status == "False" && (condition.Reason != "Invalid" || type == StatusCondition.Valid)
                && (old?.Status != "False" || essence(old.Message) != essence(condition.Message)))
            {
                events.Publish(target, EventType.Warning, condition.Reason, condition.Message);
            }
            else if (condition.Status == "True" && old?.Status == "False")
            {
                events.Publish(target, EventType.Normal, goodReason, condition.Message);
            }
        }
    }

    /// <summary>Without the nodes' names, so that one cause gives one event while a whole cluster starts.</summary>
    private static string CausesOnly(string message) => string.Join(
        ';',
        message.Split("; ")
            .Select(part => part.LastIndexOf(" on ", StringComparison.Ordinal) is > 0 and var at ? part[..at] : part)
            .Order(StringComparer.Ordinal));
}
