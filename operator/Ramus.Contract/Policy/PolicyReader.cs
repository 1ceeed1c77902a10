using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Policy;

/// <summary>Reads a policy strictly: ignoring a misspelt key would silently remove a limit.</summary>
internal static class PolicyReader
{
    private const string ServiceAccounts = "serviceAccounts";

    private static readonly string[] Keys = ["rules", "use", "onNodes"];
    private static readonly string[] RequestKeys = ["podRequests", "hostPorts"];
    private static readonly string[] RuleKeys =
    [
        "namespaces", "plugins", "masters", "forbiddenKeys", "allowPaths", "files", "names", .. RequestKeys,
    ];

    // Every network has these keys when a node has rendered it. A rule against one of them would forbid all networks,
    // but only on nodes.
    private static readonly HashSet<string> KeysOfEveryNetwork =
        new(["cniVersion", "name", "plugins", "type"], GoKey.Comparer);

    private static readonly string[] UseKeys = ["isolated", "globalNamespaces", "grants"];
    private static readonly string[] GrantKeys = ["namespaces", "networks", ServiceAccounts];

    public static RamusPolicy Read(
        ReadOnlyMemory<byte> utf8, string what, Func<IReadOnlyList<NamespaceRule>, NetworkUse, bool, RamusPolicy> make)
    {
        var policy = GoJson.ParseObject(utf8, what);
        RefuseOthers(policy, Keys, what);
        var rules = new List<NamespaceRule>();
        foreach (var (rule, name) in Objects(policy, "rules", what))
        {
            rules.Add(Rule(rule, name));
        }

        var mayUse = policy.TryGetObject("use", what, out var use)
            ? Use(use, $"'use' of {what}", UseKeys)
            : NetworkUse.Everything;
        return make(rules, mayUse.WithRequests(rules), HoldsOnNodes(policy, what));
    }

    private static bool HoldsOnNodes(JsonElement policy, string what) => policy.GetText("onNodes", what) switch
    {
        null or "refuse" => true,
        "allow" => false,
        var other => throw new ContractException(
            $"'onNodes' of {what} is \"{Quote.Short(other)}\"; write \"refuse\" or \"allow\""),
    };

    private static NamespaceRule Rule(JsonElement rule, string what)
    {
        RefuseOthers(rule, RuleKeys, what);
        return new NamespaceRule
        {
            Namespaces = Required(rule, "namespaces", what),
            Plugins = Optional(rule, "plugins", what),
            Masters = Optional(rule, "masters", what),
            ForbiddenKeys = ForbiddenKeys(rule, what),
            AllowPaths = rule.GetFlag("allowPaths", what, absent: true),
            AllowFiles = rule.GetFlag("files", what, absent: true),
            Names = Names(rule, what),
            Requests = Requests(rule, what),
        };
    }

    private static HashSet<string> ForbiddenKeys(JsonElement rule, string what)
    {
        var keys = rule.GetTexts("forbiddenKeys", what).ToHashSet(GoKey.Comparer);
        return keys.FirstOrDefault(KeysOfEveryNetwork.Contains) is { } key
            ? throw new ContractException(
                $"'forbiddenKeys' of {what} has \"{key}\", which every network has on a node; remove it, and limit "
                + "names with 'names' and plugins with 'plugins'")
            : keys;
    }

    private static NameUse? Names(JsonElement rule, string what) => rule.GetText("names", what) switch
    {
        null => null,
        "any" => NameUse.Any,
        "own" => NameUse.Own,
        "qualified" => NameUse.Qualified,
        var other => throw new ContractException(
            $"'names' of {what} is \"{Quote.Short(other)}\"; write \"any\", \"own\" or \"qualified\""),
    };

    private static PodRequests Requests(JsonElement o, string what)
    {
        var allowed = Optional(o, "podRequests", what);
        if (allowed?.FirstOrDefault(word => !PodRequests.Words.Contains(word)) is { } unknown)
        {
            throw new ContractException(
                $"'podRequests' of {what} has the unknown value \"{Quote.Short(unknown)}\"; known values: "
                + string.Join(", ", PodRequests.Words));
        }

        return new PodRequests(
            Required(o, "namespaces", what),
            allowed,
            Optional(o, "hostPorts", what)?.Select(text => PortRange.TryParse(text, out var range)
                ? range
                : throw new ContractException($"'hostPorts' of {what} has \"{Quote.Short(text)}\"; write a port from "
                    + "1 to 65535, or two like \"30000-32767\"")).ToList());
    }

    /// <summary>Reads the output of <see cref="NetworkUse.WriteTo"/>.</summary>
    public static NetworkUse UseOfPlugin(JsonElement use, string what)
    {
        var requests = new List<PodRequests>();
        foreach (var (rule, name) in Objects(use, "requests", what))
        {
            RefuseOthers(rule, ["namespaces", .. RequestKeys], name);
            requests.Add(Requests(rule, name));
        }

        return Use(use, what, [.. UseKeys, "requests"]) with { Requests = [.. requests] };
    }

    private static NetworkUse Use(JsonElement use, string what, string[] keys)
    {
        RefuseOthers(use, keys, what);
        return new NetworkUse
        {
            IsIsolated = use.GetFlag("isolated", what, absent: true),
            GlobalNamespaces = Optional(use, "globalNamespaces", what) ?? ["default"],
            Grants = Grants(use, "grants", what),
        };
    }

    /// <summary>Reads a list of grants.</summary>
    public static IReadOnlyList<NetworkGrant> Grants(JsonElement parent, string key, string what)
    {
        var grants = new List<NetworkGrant>();
        foreach (var (grant, name) in Objects(parent, key, what))
        {
            RefuseOthers(grant, GrantKeys, name);
            grants.Add(new NetworkGrant(Required(grant, "namespaces", name), Required(grant, "networks", name))
            {
                ServiceAccounts = grant.TryGetKey(ServiceAccounts, out _)
                    ? Required(grant, ServiceAccounts, name)
                    : null,
            });
        }

        return grants;
    }

    private static IEnumerable<(JsonElement Element, string What)> Objects(JsonElement parent, string key, string what)
    {
        if (!parent.TryGetList(key, what, out var list))
        {
            yield break;
        }

        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            var name = $"{key}[{index++}] of {what}";
            yield return (GoJson.RequireObject(item, name), name);
        }
    }

    private static IReadOnlyList<string> Required(JsonElement parent, string key, string what) =>
        parent.GetTexts(key, what) is { Count: > 0 } texts
            ? texts
            : throw new ContractException($"{what} has no '{key}': add a list of names, where * matches any text, for "
                + "example [\"*\"]");

    private static IReadOnlyList<string>? Optional(JsonElement parent, string key, string what) =>
        parent.TryGetKey(key, out _) ? parent.GetTexts(key, what) : null;

    private static void RefuseOthers(JsonElement o, string[] known, string what)
    {
        foreach (var property in o.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null)
            {
                throw new ContractException(
                    $"'{Quote.Short(property.Name)}' of {what} is null, which would allow anything; give it a value, "
                    + "or remove it");
            }

            if (!Array.Exists(known, key => GoKey.Same(property, key)))
            {
                throw new ContractException(
                    $"{what} has the unknown key '{Quote.Short(property.Name)}'; known keys: "
                    + $"{string.Join(", ", known)}; "
                    + "correct or remove it");
            }
        }
    }
}
