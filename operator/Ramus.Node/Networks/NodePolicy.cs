using Microsoft.Extensions.Logging;
using Ramus.Contract.Policy;
using Ramus.Contract.Selection;
using Ramus.Validation;

namespace Ramus.Node.Networks;

/// <summary>The policy of the cluster's administrator (docs/policy.md) on this node. Safe for threads.</summary>
internal sealed class NodePolicy(string path, ILogger logger, TimeProvider time)
{
    private static readonly Dictionary<string, string> NoAnnotations = [];

    private readonly PolicyFile file = new(path);
    private readonly Lazy<NetworkValidator> validator = new();

    /// <summary>Which networks pods may use.</summary>
    public NetworkUse Use => file.Current.Use;

    /// <summary>Another object when another policy holds.</summary>
    public object Version => file.Current;

    /// <summary>Why the node does not run a network, or null.</summary>
    /// <param name="key">Its namespace's rule counts.</param>
    /// <param name="config">Its configuration, without variables.</param>
    public string? Refuse(NetworkKey key, string config)
    {
        var policy = file.Current;
        if (!policy.HoldsOnNodes || policy.RuleFor(key.Namespace) is null)
        {
            return null;
        }

        var judged = new NetworkObject(key.Namespace, key.Name, config, NoAnnotations);
        return validator.Value.Forbid(judged, policy) is { } finding
            ? $"network {key} is forbidden by the cluster's policy: {finding.Path}: {finding.Message} "
                + $"({finding.Rule}); change it, or ask whoever administers the policy"
            : null;
    }

    /// <summary>Reads the file; true when another policy holds than before.</summary>
    public bool Refresh()
    {
        var before = file.Current;
        if (!file.Refresh())
        {
            return false;
        }

        if (file.Problem is { } problem)
        {
            logger.PolicyKept(path, problem);
        }
        else
        {
            logger.PolicyRead(path, file.Current.Rules.Count, file.Current.Use.IsIsolated);
        }

        return !ReferenceEquals(before, file.Current);
    }

    /// <summary>Looks at the file every two seconds until cancelled.</summary>
    /// <param name="changed">Called when another policy holds.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Action changed, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2), time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (Refresh())
            {
                changed();
            }
        }
    }
}
