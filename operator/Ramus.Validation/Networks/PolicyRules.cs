using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Policy;
using Ramus.Validation.Json;
using Ramus.Validation.Plugins;
using Ramus.Validation.Rules;

namespace Ramus.Validation.Networks;

/// <summary>Rules over a network and the policy of the cluster's administrator.</summary>
internal sealed class PolicyRules : RuleSet<NetworkView>
{
    // Interfaces of the node that a configuration can reach for, whatever the plugin.
    private static readonly string[] InterfaceKeys =
        ["master", "device", "bridge", "hwaddr", "kernelpath", "pciBusID", "deviceID"];

    public PolicyRules() => Check(static (view, report) =>
    {
        if (view.Context.Policy?.RuleFor(view.Network.Namespace) is not { } rule)
        {
            return;
        }

        foreach (var plugin in view.Plugins)
        {
            CheckTypes(plugin, rule, report);
            CheckMasters(plugin, rule, report);
        }

        CheckKeys(view.Json, rule, report);
    });

    private static void CheckTypes(PluginView plugin, NamespaceRule rule, Report report)
    {
        if (rule.Plugins is not { } allowed)
        {
            return;
        }

        Check(plugin.Type, plugin.Json.PathOf("type"));
        if (plugin.Ipam is { } ipam && plugin.HasIpam)
        {
            Check(plugin.IpamType, ipam.PathOf("type"));
        }

        if (plugin.Json.TryGet("delegate", out var inner) && inner.TryText("type", out var type))
        {
            Check(type, inner.PathOf("type"));
        }

        void Check(string type, string path)
        {
            if (!NamePattern.MatchesAny(allowed, type))
            {
                report.Add(
                    RuleBook.PolicyPlugin,
                    path,
                    $"networks of namespace {plugin.Network.Network.Namespace} may not use {Quote.Short(type)}; "
                    + $"allowed are {Listed(allowed)}");
            }
        }
    }

    private static void CheckMasters(PluginView plugin, NamespaceRule rule, Report report)
    {
        if (rule.Masters is not { } allowed)
        {
            return;
        }

        var isNamed = false;
        foreach (var value in InterfacesOf(plugin.Json))
        {
            isNamed = true;
            var name = value.Element.GetString()!;
            if (!NamePattern.MatchesAny(allowed, name))
            {
                report.Add(
                    RuleBook.PolicyMaster,
                    value.Path,
                    $"networks of namespace {plugin.Network.Network.Namespace} may not use {Quote.Short(name)}; "
                    + $"allowed are {Listed(allowed)}");
            }
        }

        // Without a name macvlan and ipvlan take the interface of the node's default route.
        if (!isNamed && plugin.Type is "macvlan" or "ipvlan" && !NamePattern.MatchesAny(allowed, ""))
        {
            report.Add(
                RuleBook.PolicyMaster,
                plugin.Json.PathOf("master"),
                $"without 'master' the interface of the node's default route is used; name one of {Listed(allowed)}");
        }
    }

    // What the plugin reaches for itself, what its delegate does (flannel), and what it puts together (bond).
    private static IEnumerable<JsonView> InterfacesOf(JsonView plugin)
    {
        JsonView[] reaching = plugin.TryGet("delegate", out var inner) ? [plugin, inner] : [plugin];
        var named = reaching.SelectMany(static json => InterfaceKeys.Select(key => Text(json, key)));
        var bonded = plugin.IsOn("linksInContainer")
            ? []
            : plugin.Items("links").Select(static link => Text(link, "name"));
        return named.Concat(bonded).OfType<JsonView>();
    }

    private static JsonView? Text(JsonView json, string key) =>
        json.IsObject && json.HasText(key) && json.TryGet(key, out var value) ? value : null;

    private static void CheckKeys(JsonView json, NamespaceRule rule, Report report)
    {
        foreach (var (key, value) in json.Members())
        {
            if (rule.ForbiddenKeys.Contains(key, StringComparer.OrdinalIgnoreCase))
            {
                report.Add(RuleBook.PolicyKey, value.Path, $"'{Quote.Short(key)}' may not be set here; remove it");
            }

            CheckValue(value, rule, report);
        }
    }

    private static void CheckValue(JsonView value, NamespaceRule rule, Report report)
    {
        if (value.IsObject)
        {
            CheckKeys(value, rule, report);
        }

        foreach (var item in value.Items())
        {
            CheckValue(item, rule, report);
        }

        if (!rule.AllowPaths && value.Element.ValueKind == JsonValueKind.String
            && value.Element.GetString()!.StartsWith('/') && value.Element.GetString()!.Length > 1
            && !IsLength(value.Element.GetString()!))
        {
            report.Add(
                RuleBook.PolicyPath,
                value.Path,
                $"{value.Shown} is a path of the node, which may not be set here; remove it");
        }
    }

    // whereabouts' node_slice_size.
    private static bool IsLength(string text) => !text.AsSpan(1).ContainsAnyExceptInRange('0', '9');

    private static string Listed(IReadOnlyList<string> allowed) =>
        allowed.Count == 0 ? "none" : string.Join(", ", allowed);
}
