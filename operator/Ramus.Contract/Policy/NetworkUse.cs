using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Policy;

/// <summary>Which networks a pod may use: those of its namespace, of global namespaces, and granted ones.</summary>
public sealed record NetworkUse
{
    /// <summary>Every pod may use every network.</summary>
    public static NetworkUse Everything { get; } = new() { IsIsolated = false };

    public bool IsIsolated { get; init; } = true;

    public IReadOnlyList<string> GlobalNamespaces { get; init; } = ["default"];

    public IReadOnlyList<NetworkGrant> Grants { get; init; } = [];

    /// <summary>Reads the object 'use' of a policy; <paramref name="what"/> names it in messages.</summary>
    /// <exception cref="ContractException">It is none.</exception>
    public static NetworkUse Read(JsonElement use, string what) =>
        PolicyReader.Use(GoJson.RequireObject(use, what), what);

    /// <summary>Writes what <see cref="Read"/> reads.</summary>
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

        json.EndArray().EndObject();
    }

    /// <summary>Null when the pod may use the network, else why not and what would do.</summary>
    public string? WhyForbidden(NetworkKey network, string podNamespace)
    {
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
