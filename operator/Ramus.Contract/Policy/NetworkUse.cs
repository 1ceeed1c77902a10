using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Policy;

/// <summary>
/// The networks that a pod may use: those of its namespace, of global namespaces, and granted networks.
/// </summary>
public sealed record NetworkUse
{
    /// <summary>Every pod may use every network.</summary>
    public static NetworkUse Everything { get; } = new() { IsIsolated = false };

    /// <summary>No pod may use any network, because the policy cannot be read.</summary>
    public static NetworkUse Denied(string reason) => new() { Denial = reason, GlobalNamespaces = [] };

    /// <summary>The reason why no pod may use any network; usually null.</summary>
    public string? Denial { get; init; }

    /// <summary>Multus' namespace isolation, which must also allow a use; null if it is unknown or off.</summary>
    public NetworkUse? Isolation { get; init; }

    public bool IsIsolated { get; init; } = true;

    public IReadOnlyList<string> GlobalNamespaces { get; init; } = ["default"];

    public IReadOnlyList<NetworkGrant> Grants { get; init; } = [];

    /// <summary>
    /// The settings that pods may request of a network; the first entry that matches the pod's namespace applies.
    /// </summary>
    public IReadOnlyList<PodRequests> Requests { get; init; } = [];

    /// <summary>The use that Multus' settings allow; the namespaces are separated by commas.</summary>
    public static NetworkUse OfSettings(bool namespaceIsolation, string globalNamespaces) => new()
    {
        IsIsolated = namespaceIsolation,
        GlobalNamespaces = globalNamespaces.Split(',', StringSplitOptions.TrimEntries),
    };

    /// <summary>Whether pods of every namespace may use the networks of this one.</summary>
    public bool IsForEverybody(string networkNamespace) =>
        Denial is null && (!IsIsolated || GlobalNamespaces.Contains(networkNamespace));

    /// <summary>The grants that are limited to some service accounts.</summary>
    internal IEnumerable<NetworkGrant> AccountGrants => Grants.Where(static grant => grant.ServiceAccounts is not null);

    /// <summary>Whether anything is limited.</summary>
    public bool IsLimited => IsIsolated || Requests.Count > 0;

    /// <summary>Reads the output of <see cref="WriteTo"/>; <paramref name="what"/> names it in messages.</summary>
    /// <exception cref="ContractException">The JSON is invalid.</exception>
    public static NetworkUse Read(JsonElement use, string what) =>
        PolicyReader.UseOfPlugin(GoJson.RequireObject(use, what), what);

    /// <summary>The same use with the rules' limits on pod requests, if there are any.</summary>
    internal NetworkUse WithRequests(IReadOnlyList<NamespaceRule> rules) => this with
    {
        Requests = rules.Any(static rule => rule.Requests is { Allowed: not null } or { HostPorts: not null })
            ? [.. rules.Select(static rule => rule.Requests)]
            : [],
    };

    /// <summary>Writes the JSON for the plugin's configuration, without <see cref="AccountGrants"/>.</summary>
    public void WriteTo(JsonText json)
    {
        json.StartObject()
            .Key("isolated").Flag(IsIsolated)
            .Key("globalNamespaces").Texts(GlobalNamespaces)
            .Key("grants").StartArray();
        foreach (var grant in Grants.Where(static grant => grant.ServiceAccounts is null))
        {
            json.StartObject()
                .Key("namespaces").Texts(grant.Namespaces).Key("networks").Texts(grant.Networks).EndObject();
        }

        json.EndArray();
        if (Requests.Count > 0)
        {
            WriteRequests(json.Key("requests"));
        }

        json.EndObject();
    }

    /// <summary>Writes <see cref="AccountGrants"/>.</summary>
    internal void WriteAccountGrantsTo(JsonText json)
    {
        json.StartArray();
        foreach (var grant in AccountGrants)
        {
            json.StartObject()
                .Key("namespaces").Texts(grant.Namespaces)
                .Key("networks").Texts(grant.Networks)
                .Key("serviceAccounts").Texts(grant.ServiceAccounts!).EndObject();
        }

        json.EndArray();
    }

    private void WriteRequests(JsonText json)
    {
        json.StartArray();
        foreach (var requests in Requests)
        {
            json.StartObject().Key("namespaces").Texts(requests.Namespaces);
            if (requests.Allowed is { } allowed)
            {
                json.Key("podRequests").Texts(allowed);
            }

            if (requests.HostPorts is { } ports)
            {
                json.Key("hostPorts").Texts([.. ports.Select(static range => range.ToString())]);
            }

            json.EndObject();
        }

        json.EndArray();
    }

    /// <summary>Null when the pod may use the selection, otherwise the reason and what to do.</summary>
    /// <param name="selection">One element of the pod's annotation.</param>
    /// <param name="pod">The pod.</param>
    /// <param name="isDefault">Whether the network replaces the cluster's default network.</param>
    public string? WhyForbidden(NetworkSelection selection, PodIdentity pod, bool isDefault) =>
        WhyForbidden(selection.Key, pod)
        ?? Requests.FirstOrDefault(requests => NamePattern.MatchesAny(requests.Namespaces, pod.Namespace))
            ?.WhyForbidden(selection, isDefault);

    /// <summary>
    /// Whether a pod whose status names the network can really be attached to it. A policy that cannot be read refuses
    /// new pods, but running pods were attached under an earlier policy. A pod with an unknown service account cannot
    /// have used a grant that is limited to service accounts.
    /// </summary>
    public bool CanBeAttached(NetworkKey network, PodIdentity pod) => Denial is null
        ? WhyForbidden(network, pod) is null
        : Isolation?.WhyForbidden(network, pod) is null;

    /// <summary>Null when the pod may use the network, otherwise the reason and what to do.</summary>
    public string? WhyForbidden(NetworkKey network, PodIdentity pod)
    {
        if (Isolation?.WhyForbidden(network, pod) is { } isolation)
        {
            return $"namespace isolation is on: {isolation}";
        }

        if (Denial is not null)
        {
            return $"no pod may use network '{network}' or any other network, because the cluster's policy cannot be "
                + $"read: {Denial}; the cluster's administrator must correct the ConfigMap ramus-policy";
        }

        if (!IsIsolated || network.Namespace == pod.Namespace || GlobalNamespaces.Contains(network.Namespace)
            || Grants.Any(grant => grant.Allows(network, pod)))
        {
            return null;
        }

        var account = !AccountGrants.Any(grant => grant.Covers(network, pod.Namespace)) ? ""
            : pod.ServiceAccount is { } name ? $" with service account '{name}'"
            : " whose service account is unknown";
        return $"pods of namespace '{pod.Namespace}'{account} may not use network '{network}' of another namespace; "
            + $"use a network of '{pod.Namespace}' or of a global namespace ({string.Join(", ", GlobalNamespaces)})";
    }

    /// <summary>Whether the pod's service account decides whether it may use the network.</summary>
    public bool DependsOnServiceAccount(NetworkKey network, string podNamespace) =>
        AccountGrants.Any(grant => grant.Covers(network, podNamespace))
        && WhyForbidden(network, new PodIdentity(podNamespace, null)) is not null;
}
