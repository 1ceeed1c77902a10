using System.Text;
using Ramus.Contract.Cni;
using Ramus.Contract.Policy;
using Ramus.Contract.Selection;
using Ramus.Linux.Files;
using Ramus.Node.Services;
using Ramus.Validation;
using Ramus.Validation.Judging;

namespace Ramus.Node.Networks;

/// <summary>The policy of the cluster's administrator (docs/policy.md) on this node. Thread-safe.</summary>
internal sealed class NodePolicy
{
    private const int MaxCopyBytes = 4 << 20;

    private static readonly Dictionary<string, string> NoAnnotations = [];

    private readonly NodeServices node;
    private readonly string path;
    private readonly NetworkUse isolation;
    private readonly string copy;
    private readonly Func<string?> defaultName;
    private readonly PolicyFile file;
    private readonly Lazy<NetworkValidator> validator = new();
    private bool isSaved;

    /// <param name="node">The shared services.</param>
    /// <param name="path">The policy's file.</param>
    /// <param name="isolation">The networks that pods may use by Multus' namespace isolation.</param>
    /// <param name="copy">The file with the last valid policy, so that it survives a restart of the agent.</param>
    /// <param name="defaultName">The name of the node's default network; null while it is not known.</param>
    public NodePolicy(NodeServices node, string path, NetworkUse isolation, string copy, Func<string?> defaultName)
    {
        (this.node, this.path, this.isolation, this.copy) = (node, path, isolation, copy);
        this.defaultName = defaultName;
        file = new PolicyFile(path, () => BoundedFile.TryReadOwn(copy, MaxCopyBytes));
        node.Metrics.Observe(
            "ramus_node_policy_usable", "1 while the policy file is in force or missing; 0 while it is broken.",
            () => file.Problem is null ? 1 : 0);
    }

    /// <summary>The networks that pods may use.</summary>
    public NetworkUse Use => file.Current.Use;

    /// <summary>Whether pods of every namespace may use the networks of this one.</summary>
    public bool IsForEverybody(string networkNamespace) =>
        Use.IsForEverybody(networkNamespace) && isolation.IsForEverybody(networkNamespace);

    /// <summary>Stays equal while the decisions about networks stay the same.</summary>
    public object Version => (file.Current, defaultName());

    /// <summary>Why no network is allowed on this node; null when the policy can be used.</summary>
    public string? NotReadyReason => file.NotReadyReason;

    /// <summary>Why the policy forbids a network on this node; null when it allows the network.</summary>
    /// <param name="key">The network; the rule of its namespace applies.</param>
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
                + $"({finding.Rule}); change the network, or ask the cluster's administrator"
            : WhyNameForbidden(policy, key, config);
    }

    /// <summary>The same for a rendered network.</summary>
    /// <param name="key">The network; the rule of its namespace applies.</param>
    /// <param name="network">The rendered network.</param>
    /// <param name="isFromFile">
    /// Whether its configuration is a file of the node. The policy does not judge the content, because an administrator
    /// wrote the file; it only decides whether the namespace may use it.
    /// </param>
    public string? Refuse(NetworkKey key, NetworkConfig network, bool isFromFile) =>
        Refuse(key, isFromFile ? "" : Encoding.UTF8.GetString(network.WithoutHidden().ToListJson()));

    /// <summary>Whether the present policy would forbid or rename a rendered network.</summary>
    public bool IsJudgedOtherwise(NetworkKey key, NetworkConfig network, bool isFromFile) =>
        Name(key, network).Name != network.Name || Refuse(key, network, isFromFile) is not null;

    /// <summary>The network with the name that the policy prescribes.</summary>
    public NetworkConfig Name(NetworkKey key, NetworkConfig network) =>
        file.Current.RuleFor(key.Namespace) is { NameUse: NameUse.Qualified }
            ? network.WithName(key.QualifiedName)
            : network;

    /// <summary>Reads the file; true when the policy has changed.</summary>
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

    // Only the node knows the name of its default network.
    private string? WhyNameForbidden(RamusPolicy policy, NetworkKey key, string config)
    {
        if (config.Length == 0 || policy.RuleFor(key.Namespace) is not { NameUse: not NameUse.Any } rule
            || defaultName() is not { } taken)
        {
            return null;
        }

        var own = NetworkConfig.Parse(Encoding.UTF8.GetBytes(config), $"network {key}", key.Name).Name;
        return (rule.NameUse == NameUse.Qualified ? key.QualifiedName : own) == taken
            ? $"network {key} is forbidden by the cluster's policy: its name \"{taken}\" is the name of the node's "
            + "default network, so both would share host-local's addresses; rename the network"
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
            node.Logger.PolicyNotSaved(copy, failure.Message.TrimEnd('.'));
        }
    }

    /// <summary>Checks the file every two seconds until cancelled.</summary>
    /// <param name="changed">Called when the policy has changed.</param>
    /// <param name="cancellationToken">Ends the loop.</param>
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
