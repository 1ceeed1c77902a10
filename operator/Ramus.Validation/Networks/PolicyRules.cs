using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Policy;
using Ramus.Validation.Ipam;
using Ramus.Validation.Json;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Networks;

/// <summary>The rules of the cluster administrator's policy.</summary>
internal sealed class PolicyRules : RuleSet<NetworkView>
{
    public PolicyRules() => Check(static (view, findings) =>
    {
        if (view.Context.Policy?.Denial is { } denial)
        {
            Deny(denial, findings);
        }
        else if (view.Context.Policy?.RuleFor(view.Network.Namespace) is { } rule)
        {
            new PolicyJudge(view, rule, findings).Check();
        }
    });

    /// <summary>
    /// Checks a network without a configuration, which uses the node's configuration file of its name.
    /// </summary>
    public static void CheckFile(NetworkObject network, RamusPolicy? policy, Findings findings)
    {
        if (policy?.Denial is { } denial)
        {
            Deny(denial, findings);
        }
        else if (policy?.RuleFor(network.Namespace) is { AllowFiles: false })
        {
            findings.Add(
                RuleBook.PolicyFile,
                ConfigText.Path,
                $"networks of namespace {network.Namespace} must have a spec.config: the policy forbids the node's "
                + "configuration files; fill in spec.config");
        }
    }

    private static void Deny(string denial, Findings findings) => findings.Add(
        RuleBook.PolicyUnread,
        ConfigText.Path,
        $"the cluster's policy cannot be read, so no network is allowed: {denial}; the cluster's administrator must "
        + "correct the ConfigMap ramus-policy");

    // The node checks the value after it has replaced the variables, unless the policy does not apply on nodes.
    internal static bool IsForNodes(JsonView value, RamusPolicy policy) =>
        policy.HoldsOnNodes && value.HasVariables && value.Element.ValueKind == JsonValueKind.String
        && NodeVariables.AreIn(value.Element.GetString()!);

    private const string Flannel = "flannel";

    /// <summary>One network and the rule for its namespace.</summary>
    private readonly struct PolicyJudge(NetworkView view, NamespaceRule rule, Findings findings)
    {
        private readonly NetworkObject network = view.Network;
        private readonly PolicyNames names = new(view, rule, findings);

        public void Check()
        {
            names.CheckConfig();
            foreach (var plugin in view.Plugins)
            {
                CheckPlugin(plugin.Json, plugin.Type, isOfFlannel: false);
            }

            foreach (var (key, value) in view.Json.Members())
            {
                // No plugin receives our own keys at list level.
                if (!view.IsList || !RenderedKeys.Contains(key))
                {
                    CheckMember(key, value);
                }
            }
        }

        // A plugin of the chain, or flannel's delegate.
        private void CheckPlugin(JsonView plugin, string type, bool isOfFlannel)
        {
            CheckType(type, plugin.PathOf("type"));
            if (plugin.TryGet("ipam", out var ipam) && ipam.HasText("type"))
            {
                var manager = TypeOf(ipam, isOfFlannel: type == Flannel, absent: "host-local");
                CheckType(manager, ipam.PathOf("type"));
                names.CheckPool(manager, ipam);
                if (!IpamRules.IsIpamPlugin(manager))
                {
                    CheckReach(plugin, manager, ipam.PathOf("type"));
                    CheckChange(plugin, manager, ipam.PathOf("type"), isOfFlannel: false);
                }
            }

            CheckReach(plugin, type, plugin.PathOf("type"));
            CheckChange(plugin, type, plugin.PathOf("type"), isOfFlannel);
            if (plugin.TryGet("delegate", out var inner) || type == Flannel)
            {
                CheckPlugin(inner, TypeOf(inner, type == Flannel, absent: "bridge"), type == Flannel);
            }
        }

        // Flannel reads its delegate and its ipam as maps, whose keys it distinguishes by their letters.
        private static string TypeOf(JsonView plugin, bool isOfFlannel, string absent) =>
            plugin.TryText("type", out var type) && type.Length > 0 && (!isOfFlannel || plugin.HasExactly("type"))
                ? type
                : absent;

        private void CheckType(string type, JsonPlace place)
        {
            if (rule.Plugins is { } allowed && !NamePattern.MatchesAny(allowed, type))
            {
                findings.Add(
                    RuleBook.PolicyPlugin,
                    place,
                    $"networks of namespace {network.Namespace} may not use {Quote.Short(type)}; "
                    + $"allowed: {Listed(allowed)}");
            }
        }

        // Networks that may use only some interfaces must not change the node itself, unless the policy names the
        // plugin.
        private void CheckChange(JsonView plugin, string type, JsonPlace place, bool isOfFlannel)
        {
            if (rule.Masters is { } allowed && !NamePattern.MatchAll(allowed)
                && !(rule.Plugins is { } plugins && plugins.Any(pattern => NamesOne(pattern, type)))
                && HostReach.ChangeOfNode(plugin, type, isOfFlannel) is var (how, instead))
            {
                findings.Add(
                    RuleBook.PolicyAddress,
                    place,
                    $"{type} {how} that the network chooses, and networks of namespace {network.Namespace} may only "
                    + $"use {Listed(allowed)}; {instead}, or ask the cluster's administrator to name {type} in "
                    + "'plugins' of the policy");
            }
        }

        private static bool NamesOne(string pattern, string type) =>
            !NamePattern.MatchAll([pattern]) && NamePattern.Matches(pattern, type);

        private void CheckReach(JsonView plugin, string type, JsonPlace place)
        {
            if (rule.Masters is not { } allowed || NamePattern.MatchAll(allowed))
            {
                return;
            }

            plugin.TryGet("runtimeConfig", out var arguments);
            foreach (var key in HostReach.AllKeys)
            {
                CheckNames(plugin, key, type, allowed);
                // The runtime's value replaces the plugin's key, but not the key of a delegate.
                CheckNames(arguments, key, type, allowed);
            }

            foreach (var link in plugin.IsOn("linksInContainer") ? [] : plugin.Items("links"))
            {
                CheckNames(link, "name", type, allowed);
            }

            CheckAbsent(plugin, type, place, allowed);
        }

        private void CheckNames(JsonView json, string key, string type, IReadOnlyList<string> allowed)
        {
            if (!json.HasText(key) || !json.TryGet(key, out var value) || IsForNodes(value, view.Context.Policy!))
            {
                return;
            }

            foreach (var name in HostReach.Names(type, value.Element.GetString()!))
            {
                if (HostReach.IsDisguised(name) || !NamePattern.MatchesAny(allowed, name))
                {
                    findings.Add(
                        RuleBook.PolicyMaster,
                        value.Path,
                        $"networks of namespace {network.Namespace} may not use {Quote.Short(name)}; "
                        + $"allowed: {Listed(allowed)}");
                }
            }
        }

        private void CheckAbsent(JsonView plugin, string type, JsonPlace place, IReadOnlyList<string> allowed)
        {
            if (HostReach.Of(type) is not { } reach)
            {
                findings.Add(
                    RuleBook.PolicyMaster,
                    place,
                    $"Ramus does not know which interfaces of the node {Quote.Short(type)} uses, and networks of "
                    + $"namespace {network.Namespace} may only use {Listed(allowed)}; use another plugin");
            }
            else if (reach.AbsentIn(plugin, view.ConfigName) is { } taken && !plugin.HasText(reach.Keys[0])
                && (taken is HostReach.DefaultRoute or HostReach.PluginsChoice
                    || !NamePattern.MatchesAny(allowed, taken)))
            {
                var key = reach.Keys[0];
                findings.Add(
                    RuleBook.PolicyMaster,
                    plugin.PathOf(key),
                    $"without '{key}' {Chosen(taken)} is used; name one of {Listed(allowed)}");
            }
        }

        private static string Chosen(string taken) => taken switch
        {
            HostReach.DefaultRoute => "the interface of the node's default route",
            HostReach.PluginsChoice => "an interface that the plugin chooses",
            _ => $"the interface {taken}",
        };

        private void CheckKeys(JsonView json)
        {
            foreach (var (key, value) in json.Members())
            {
                CheckMember(key, value);
            }
        }

        private void CheckMember(string key, JsonView value)
        {
            if (rule.Forbids(key))
            {
                findings.Add(RuleBook.PolicyKey, value.Path, $"'{Quote.Short(key)}' must not be set in this "
                    + "namespace; remove it");
            }

            CheckValue(key, value);
        }

        private void CheckValue(string key, JsonView value)
        {
            CheckKeys(value);
            foreach (var item in value.Items())
            {
                CheckValue(key, item);
            }

            if (!rule.AllowPaths && value.Element.ValueKind == JsonValueKind.String
                && !IsForNodes(value, view.Context.Policy!)
                && value.Element.GetString()! is var text && NodePath.Is(key, text)
                && !(GoKey.Same(key, "netAttachDefName") && text == $"{network.Namespace}/{network.Name}"))
            {
                findings.Add(
                    RuleBook.PolicyPath,
                    value.Path,
                    $"{value.Shown} is a path on the node, which must not be set in this namespace; remove it");
            }
        }

        private static string Listed(IReadOnlyList<string> allowed) =>
            allowed.Count == 0 ? "none" : string.Join(", ", allowed);
    }
}
