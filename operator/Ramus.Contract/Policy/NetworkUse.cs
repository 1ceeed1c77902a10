using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Policy;

/// <summary>Which networks a pod may use: those of its namespace, of global namespaces, and granted ones.</summary>
public sealed record NetworkUse
{
    /// <summary>Every pod may use every network.</summary>
    public static NetworkUse Everything { get; } = new() { IsIsolated = false };

    /// <summary>No pod may use any network, because nobody knows what the policy says.</summary>
    public static NetworkUse Denied(string reason) => new() { Denial = reason, GlobalNamespaces = [] };

    /// <summary>Why no pod may use any network; null usually.</summary>
    public string? Denial { get; init; }

    public bool IsIsolated { get; init; } = true;

    public IReadOnlyList<string> GlobalNamespaces { get; init; } = ["default"];

    public IReadOnlyList<NetworkGrant> Grants { get; init; } = [];

    /// <summary>What pods may ask of a network; the first one for the pod's namespace counts.</summary>
    public IReadOnlyList<PodRequests> Requests { get; init; } = [];

    /// <summary>Whether pods of every namespace may use the networks of this one.</summary>
    public bool IsForEverybody(string networkNamespace) =>
        Denial is null && (!IsIsolated || GlobalNamespaces.Contains(networkNamespace));

    /// <summary>Whether it limits anything.</summary>
    public bool IsLimited => IsIsolated || Requests.Count > 0;

    /// <summary>Reads what <see cref="WriteTo"/> writes; <paramref name="what"/> names it in messages.</summary>
    /// <exception cref="ContractException">It is none.</exception>
    public static NetworkUse Read(JsonElement use, string what) =>
        PolicyReader.UseOfPlugin(GoJson.RequireObject(use, what), what);

    /// <summary>The same with the requests of the rules, as far as one limits any.</summary>
    internal NetworkUse WithRequests(IReadOnlyList<NamespaceRule> rules) => this with
    {
        Requests = rules.Any(static rule => rule.Requests is { Allowed: not null } or { HostPorts: not null })
            ? [.. rules.Select(static rule => rule.Requests)]
            : [],
    };

    /// <summary>Writes it for the plugin's configuration.</summary>
    public void WriteTo(JsonText json)
    {
        json.StartObject()
            .Key("isolated").Flag(IsIsolated)
            .Key("globalNamespaces").Texts(GlobalNamespaces)
            .Key("grants").StartArray();
        foreach (var grant in Grants)
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

    /// <summary>Null when a pod may have what it selects, else why not and what would do.</summary>
    /// <param name="selection">One element of the pod's annotation.</param>
    /// <param name="podNamespace">The pod's namespace.</param>
    /// <param name="isDefault">Whether it takes the place of the cluster's default network.</param>
    public string? WhyForbidden(NetworkSelection selection, string podNamespace, bool isDefault) =>
        WhyForbidden(selection.Key, podNamespace)
        ?? Requests.FirstOrDefault(requests => NamePattern.MatchesAny(requests.Namespaces, podNamespace))
            ?.WhyForbidden(selection, isDefault);

    /// <summary>Null when the pod may use the network, else why not and what would do.</summary>
    public string? WhyForbidden(NetworkKey network, string podNamespace)
    {
        if (Denial is not null)
        {
            return $"no pod may use network '{network}' or any other, because the cluster's policy cannot be read: "
                + $"{Denial}; the cluster's administrator must correct the ConfigMap ramus-policy";
        }

        if (!IsIsolated || network.Namespace == podNamespace || GlobalNamespaces.Contains(network.Namespace))
        {
            return null;
        }

        var name = network.ToString();
        foreach (var grant in Grants)
        {
            if (NamePattern.MatchesAny(grant.Namespaces, podNamespace) && NamePattern.MatchesAny(grant.Networks, name))
            {
                return null;
            }
        }

        return $"pods of namespace '{podNamespace}' may not use network '{name}' of another namespace; "
            + $"use a network of '{podNamespace}' or of a global namespace ({string.Join(", ", GlobalNamespaces)})";
    }
}
