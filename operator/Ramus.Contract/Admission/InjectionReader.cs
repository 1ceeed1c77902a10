using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Admission;

/// <summary>
/// Reads the settings. A mistake in a key of network-resources-injector's format is ignored with a warning, as
/// network-resources-injector does; a mistake in a key of our own makes the whole text invalid.
/// </summary>
internal static class InjectionReader
{
    private const int MaxBytes = 1 << 20;

    private static readonly string[] Keys =
    [
        "features", "user-defined-injections", "attachments", "injectedNetworks", "mostNetworks",
        "nodeSelectorConflict", "lookupFailure", "networkStatus", "avoidNodesWithoutNetwork", "resourceClaimTemplates",
    ];

    private static readonly string[] Features = ["enableHugePageDownApi", "enableHonorExistingResources"];
    private static readonly string[] RuleKeys = ["name", "namespaces", "podSelector", "networks"];

    public static InjectionReading Read(ReadOnlyMemory<byte> utf8, string what, InjectionSettings initial)
    {
        // Label keys and resource names are JSON keys here, and two of them may differ in case only.
        var root = GoJson.RequireObject(
            GoJson.Parse(utf8.Span, what, MaxBytes, keysAreFree: true), what);
        var warnings = new List<string>();
        WarnOfUnknownKeys(root, Keys, what, warnings);
        var settings = ReadFeatures(root, what, initial, warnings) with
        {
            Injections = LabelInjectionReader.Read(root, what, warnings),
            Attachments = ReadAttachments(root, what),
            ReplacesNetworks = Choice(root, "injectedNetworks", "merge", "replace", what),
            NetworkSelectorWins = Choice(root, "nodeSelectorConflict", "refuse", "network", what),
            AllowsFailedLookup = Choice(root, "lookupFailure", "refuse", "allow", what),
            RemovesForgedStatus = Choice(root, "networkStatus", "refuse", "remove", what),
            AvoidsNodesWithoutNetwork = root.GetFlag("avoidNodesWithoutNetwork", what, absent: false),
            MostNetworks = MostNetworks(root, what),
            ResourceClaimTemplates = ReadTemplates(root, what),
        };
        return new InjectionReading(settings, warnings);
    }

    private static InjectionSettings ReadFeatures(
        JsonElement root, string what, InjectionSettings initial, List<string> warnings)
    {
        if (!root.TryGetObject("features", what, out var features))
        {
            return initial;
        }

        var name = $"'features' of {what}";
        WarnOfUnknownKeys(features, Features, name, warnings);
        return initial with
        {
            HugePageFiles = features.GetFlag(Features[0], name, initial.HugePageFiles),
            HonorExistingResources = features.GetFlag(Features[1], name, initial.HonorExistingResources),
        };
    }

    private static List<AttachmentRule> ReadAttachments(JsonElement root, string what)
    {
        var rules = new List<AttachmentRule>();
        if (!root.TryGetList("attachments", what, out var list))
        {
            return rules;
        }

        foreach (var item in list.EnumerateArray())
        {
            var name = $"attachments[{rules.Count}] of {what}";
            rules.Add(ReadAttachment(GoJson.RequireObject(item, name), name, rules.Count));
        }

        return rules;
    }

    private static AttachmentRule ReadAttachment(JsonElement rule, string what, int index)
    {
        var others = new List<string>();
        WarnOfUnknownKeys(rule, RuleKeys, what, others);
        if (others.Count > 0)
        {
            throw new ContractException(others[0]);
        }

        var namespaces = rule.GetTexts("namespaces", what);
        var selector = rule.GetText("podSelector", what) is { Length: > 0 } text
            ? LabelSelector.Parse(text, $"'podSelector' of {what}") : null;
        if (namespaces.Count == 0 && selector is null)
        {
            throw new ContractException(
                $"{what} would apply to every pod of the cluster: add 'namespaces' or 'podSelector' "
                + "(write \"namespaces\": [\"*\"] if you want that)");
        }

        var networks = rule.GetText("networks", what);
        return NetworkSelection.Parse(networks ?? "", "default", $"'networks' of {what}").Count > 0
            ? new AttachmentRule(
                rule.GetText("name", what) ?? $"attachments[{index}]", namespaces.Count == 0 ? ["*"] : namespaces,
                selector, networks!)
            : throw new ContractException(
                $"{what} has no 'networks': add it, in the format of the annotation {Annotations.Networks}");
    }

    private static Dictionary<string, string> ReadTemplates(JsonElement root, string what)
    {
        var templates = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!root.TryGetObject("resourceClaimTemplates", what, out var map))
        {
            return templates;
        }

        foreach (var entry in map.EnumerateObject())
        {
            var name = entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString() : null;
            templates[entry.Name] = NetworkKey.IsValidName(name)
                ? name!
                : throw new ContractException(
                    $"resourceClaimTemplates['{Quote.Short(entry.Name)}'] of {what} is not the name of a "
                    + "ResourceClaimTemplate");
        }

        return templates;
    }

    private static int MostNetworks(JsonElement root, string what)
    {
        var most = root.GetInteger("mostNetworks", what) ?? InjectionSettings.LargestMostNetworks;
        return most >= 0 && most <= InjectionSettings.LargestMostNetworks
            ? (int)most
            : throw new ContractException(
                $"key 'mostNetworks' of {what}: {most} is out of range; write a number from 0 to "
                + $"{InjectionSettings.LargestMostNetworks}");
    }

    private static bool Choice(JsonElement root, string key, string usual, string other, string what)
    {
        var text = root.GetText(key, what) ?? usual;
        return text == usual || text == other
            ? text == other
            : throw new ContractException(
                $"key '{key}' of {what}: \"{Quote.Short(text)}\" must be {usual} or {other}");
    }

    private static void WarnOfUnknownKeys(JsonElement o, string[] known, string what, List<string> warnings)
    {
        foreach (var property in o.EnumerateObject())
        {
            if (!Array.Exists(known, key => GoKey.Same(property, key)))
            {
                warnings.Add(
                    $"{what} has the unknown key '{Quote.Short(property.Name)}'; known keys: "
                    + $"{string.Join(", ", known)}");
            }
        }
    }
}
