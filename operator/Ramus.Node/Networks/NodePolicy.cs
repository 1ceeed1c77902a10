using System.Text;
using Ramus.Contract.Cni;
using Ramus.Contract.Policy;
using Ramus.Contract.Selection;
using Ramus.Linux.Files;
using Ramus.Node.Services;
using Ramus.Validation;
using Ramus.Validation.Judging;

namespace Ramus.Node.Networks;

/// <summary>The policy of the cluster's administrator (docs/policy.md) on this node. Safe for threads.</summary>
internal sealed class NodePolicy
{
    private static readonly Dictionary<string, string> NoAnnotations = [];

    private readonly NodeServices node;
    private readonly string path;
    private readonly NetworkUse isolation;
    private readonly string copy;
    private readonly Func<string?> defaultName;
    private readonly PolicyFile file;
    private readonly Lazy<NetworkValidator> validator = new();
    private bool isSaved;

    /// <param name="node">What every part needs.</param>
    /// <param name="path">The policy's file.</param>
    /// <param name="isolation">Which networks pods may use by Multus' setting for that.</param>
    /// <param name="copy">Where the last good policy is kept: a node must not forget it by a restart.</param>
    /// <param name="defaultName">The name of the node's default network; null while it is not known.</param>
    public NodePolicy(NodeServices node, string path, NetworkUse isolation, string copy, Func<string?> defaultName)
    {
        (this.node, this.path, this.isolation, this.copy) = (node, path, isolation, copy);
        this.defaultName = defaultName;
        file = new PolicyFile(path, () => File.Exists(copy) ? File.ReadAllBytes(copy) : null);
        node.Metrics.Observe(
            "ramus_node_policy_usable", "1 while the policy's file is in force as it is, or there is none.",
            () => file.Problem is null ? 1 : 0);
    }

    /// <summary>Which networks pods may use.</summary>
    public NetworkUse Use => file.Current.Use;

    /// <summary>Whether pods of every namespace may use the networks of this one.</summary>
    public bool IsForEverybody(string networkNamespace) =>
        Use.IsForEverybody(networkNamespace) && isolation.IsForEverybody(networkNamespace);

    /// <summary>Equal while networks are judged in the same way.</summary>
    public object Version => (file.Current, defaultName());

    /// <summary>Why nothing is allowed on this node, or null.</summary>
    public string? NotReadyReason => file.NotReadyReason;

    /// <summary>Why the node does not run a network, or null.</summary>
    /// <param name="key">Its namespace's rule counts.</param>
    /// <param name="config">Its configuration, without variables.</param>
    public string? Refuse(NetworkKey key, string config)
    {
        var policy = file.Current;
        if (!IsLimited(policy, key))
        {
            return null;
        }

        var judged = new NetworkObject(key.Namespace, key.Name, config, NoAnnotations);
        return validator.Value.Forbid(judged, policy) is { } finding
            ? $"network {key} is forbidden by the cluster's policy: {finding.Path}: {finding.Message} "
                + $"({finding.Rule}); change it, or ask the cluster's administrator"
            : WhyNameForbidden(policy, key, config);
    }

    /// <summary>The same for a network as the node runs it.</summary>
    /// <param name="key">Its namespace's rule counts.</param>
    /// <param name="network">The network.</param>
    /// <param name="isFromFile">
    /// Whether its configuration is a file of the node: what an administrator put there is not judged, only whether
    /// the namespace may take it.
    /// </param>
    public string? Refuse(NetworkKey key, NetworkConfig network, bool isFromFile) =>
        Refuse(key, isFromFile ? "" : Encoding.UTF8.GetString(network.ToListJson()));

    /// <summary>Whether a network that the node runs would be another today.</summary>
    public bool IsJudgedOtherwise(NetworkKey key, NetworkConfig network, bool isFromFile) =>
        Name(key, network).Name != network.Name || Refuse(key, network, isFromFile) is not null;

    /// <summary>The network under the name that the policy gives it.</summary>
    public NetworkConfig Name(NetworkKey key, NetworkConfig network) =>
        file.Current.RuleFor(key.Namespace) is { NameUse: NameUse.Qualified }
            ? network.WithName(key.QualifiedName)
            : network;

    /// <summary>Reads the file; true when another policy holds than before.</summary>
    public bool Refresh()
    {
        var before = file.Current;
        var isOther = file.Refresh();
        if (file.Problem is null && (isOther || !isSaved))
        {
            Save();
        }

        if (!isOther)
        {
            return false;
        }

        if (file.NotReadyReason is not null)
        {
            node.Logger.PolicyDenies(path, file.Problem!);
        }
        else if (file.Problem is { } problem)
        {
            node.Logger.PolicyKept(path, problem);
        }
        else
        {
            node.Logger.PolicyRead(path, file.Current.Rules.Count, file.Current.Use.IsIsolated);
        }

        return !ReferenceEquals(before, file.Current);
    }

    private static bool IsLimited(RamusPolicy policy, NetworkKey key) =>
        policy.Denial is not null || (policy.HoldsOnNodes && policy.RuleFor(key.Namespace) is not null);

    // Only a node knows what its default network is called.
    private string? WhyNameForbidden(RamusPolicy policy, NetworkKey key, string config)
    {
        if (config.Length == 0 || policy.RuleFor(key.Namespace) is not { NameUse: not NameUse.Any } rule
            || defaultName() is not { } taken)
        {
            return null;
        }

        var own = NetworkConfig.Parse(Encoding.UTF8.GetBytes(config), $"network {key}", key.Name).Name;
        return (rule.NameUse == NameUse.Qualified ? key.QualifiedName : own) == taken
            ? $"network {key} is forbidden by the cluster's policy: it has the name \"{taken}\" of the node's default "
                + "network, and so its addresses; rename it"
            : null;
    }

    private void Save()
    {
        isSaved = true;
        try
        {
            if (file.Text is { } text)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                AtomicFile.ReplaceWhenDifferent(copy, text.Span);
            }
            else
            {
                File.Delete(copy);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            node.Logger.PolicyNotSaved(copy, failure.Message);
        }
    }

    /// <summary>Looks at the file every two seconds until cancelled.</summary>
    /// <param name="changed">Called when another policy holds.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Action changed, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2), node.Time);
        var isToApply = false;
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            isToApply |= Refresh();
            if (!isToApply)
            {
                continue;
            }

            try
            {
                changed();
                isToApply = false;
            }
            catch (Exception failure) when (Failures.AreExpected(failure))
            {
                node.Logger.PolicyNotApplied(failure.Message);
            }
        }
    }
}
