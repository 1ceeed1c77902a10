using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Fuzz.Mutation;
using JsonNode = System.Text.Json.Nodes.JsonNode;

namespace Ramus.Fuzz.Targets;

/// <summary>Makes policies that allow the same or less.</summary>
internal static class StricterPolicy
{
    /// <summary>A policy that was accepted, with one limit more; null where there is none to add.</summary>
    public static byte[]? Of(ReadOnlySpan<byte> policy, Chance chance)
    {
        var root = JsonNode.Parse(policy, documentOptions: new JsonDocumentOptions { MaxDepth = 64 })!.AsObject();
        var rules = Find(root, "rules") as JsonArray;
        var isStricter = rules is { Count: > 0 } && !chance.OnceIn(3)
            ? LimitRule(chance.Pick([.. rules]) as JsonObject, chance)
            : LimitUse(root, chance);
        return isStricter ? Encoding.UTF8.GetBytes(root.ToJsonString()) : null;
    }

    private static bool LimitRule(JsonObject? rule, Chance chance)
    {
        if (rule is null)
        {
            return false;
        }

        switch (chance.Next(7))
        {
            case 0:
                return Shorten(rule, "plugins", chance);
            case 1:
                return Shorten(rule, "masters", chance);
            case 2:
                return Shorten(rule, "podRequests", chance);
            case 3:
                return Shorten(rule, "hostPorts", chance);
            case 4:
                Set(rule, chance.OnceIn(2) ? "allowPaths" : "files", JsonValue.Create(false));
                return true;
            case 5:
                return Forbid(rule, chance);
            default:
                // "qualified" renames networks, and that of one rule is a limit for those of others.
                return Text(rule, "names") is not "qualified" && SetOwn(rule);
        }
    }

    private static bool SetOwn(JsonObject rule)
    {
        Set(rule, "names", JsonValue.Create("own"));
        return true;
    }

    private static bool Forbid(JsonObject rule, Chance chance)
    {
        var key = JsonValue.Create(chance.Pick<string>(["master", "dataDir", "ipam", "vlan", "mtu", "links", "x"]));
        if (Find(rule, "forbiddenKeys") is JsonArray list)
        {
            list.Add(key);
        }
        else
        {
            Set(rule, "forbiddenKeys", new JsonArray(key));
        }

        return true;
    }

    private static bool LimitUse(JsonObject root, Chance chance)
    {
        if (Find(root, "use") is not JsonObject use)
        {
            root["use"] = new JsonObject();
            return true;
        }

        switch (chance.Next(4))
        {
            case 0:
                Set(use, "isolated", JsonValue.Create(true));
                return true;
            case 1:
                return Shorten(use, "globalNamespaces", chance);
            case 2:
                return Find(use, "grants") is JsonArray { Count: > 0 } && Shorten(use, "grants", chance);
            default:
                return Find(use, "grants") is JsonArray { Count: > 0 } grants
                    && chance.Pick([.. grants]) is JsonObject grant
                    && LimitGrant(grant, chance);
        }
    }

    private static bool LimitGrant(JsonObject grant, Chance chance)
    {
        var key = chance.Pick<string>(["namespaces", "networks", "serviceAccounts"]);
        if (Find(grant, key) is JsonArray list)
        {
            return list.Count > 1 && Shorten(grant, key, chance);
        }

        Set(grant, key, new JsonArray(JsonValue.Create("nobody")));
        return true;
    }

    // One entry less, or the empty list where everything was allowed.
    private static bool Shorten(JsonObject parent, string key, Chance chance)
    {
        if (Find(parent, key) is not JsonArray list)
        {
            Set(parent, key, new JsonArray());
            return true;
        }

        if (list.Count == 0)
        {
            return false;
        }

        list.RemoveAt(chance.Next(list.Count));
        return true;
    }

    private static string? Text(JsonObject parent, string key) =>
        Find(parent, key) is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : null;

    private static JsonNode? Find(JsonObject parent, string key) =>
        NameOf(parent, key) is { } name ? parent[name] : null;

    private static void Set(JsonObject parent, string key, JsonNode value) =>
        parent[NameOf(parent, key) ?? key] = value;

    private static string? NameOf(JsonObject parent, string key) =>
        parent.Select(static member => member.Key).FirstOrDefault(name => Members.IsSame(name, key));
}
