using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Policy;
using Ramus.Validation.Ipam;
using Ramus.Validation.Json;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Networks;

/// <summary>Rules over a network and the policy of the cluster's administrator.</summary>
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

    /// <summary>Judges a network without a configuration, which takes a file of the node by its name.</summary>
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

    // A node judges what it puts there, unless the policy tells nodes to run everything.
    private static bool IsForNodes(JsonView value, RamusPolicy policy) =>
        policy.HoldsOnNodes && value.HasVariables && value.Element.ValueKind == JsonValueKind.String
        && NodeVariables.AreIn(value.Element.GetString()!);

    /// <summary>One network and the rule that is for it.</summary>
    private readonly struct PolicyJudge(NetworkView view, NamespaceRule rule, Findings findings)
    {
        private readonly NetworkObject network = view.Network;

        public void Check()
        {
            CheckName();
            foreach (var plugin in view.Plugins)
            {
                CheckPlugin(plugin.Json, plugin.Type);
            }

            foreach (var (key, value) in view.Json.Members())
            {
                // Our own keys beside the plugins of a list reach no plugin.
                if (!view.IsList || !key.StartsWith("ramus.dev/", StringComparison.Ordinal))
                {
                    CheckMember(key, value);
                }
            }
        }

        private void CheckName()
        {
            if (!rule.AllowsName(view.Key, view.ConfigName))
            {
                findings.Add(
                    RuleBook.PolicyName,
                    view.Json.PathOf("name"),
                    $"the configuration is called \"{Quote.Short(view.ConfigName)}\", and a network of namespace "
                    + $"{network.Namespace} may only have its own name, because plugins keep addresses by it; "
                    + $"write \"{network.Name}\", or remove it");
            }
            else if (rule.NameUse == NameUse.Own && view.Context.Policy!.GivesQualifiedNames
                && view.ConfigName.Contains('.', StringComparison.Ordinal)
                && view.ConfigName != view.Key.QualifiedName)
            {
                findings.Add(
                    RuleBook.PolicyName,
                    view.Json.PathOf("name"),
                    $"\"{Quote.Short(view.ConfigName)}\" can be the name that nodes give to a network of another "
                    + "namespace; use a name without dots");
            }
        }

        // A plugin of the chain, or the one inside of flannel.
        private void CheckPlugin(JsonView plugin, string type)
        {
            CheckType(type, plugin.PathOf("type"));
            if (plugin.TryGet("ipam", out var ipam) && ipam.HasText("type"))
            {
                ipam.TryText("type", out var manager);
                CheckType(manager, ipam.PathOf("type"));
                if (!IpamRules.IsAddressManager(manager))
                {
                    CheckReach(plugin, manager, ipam.PathOf("type"));
                }
            }

            CheckReach(plugin, type, plugin.PathOf("type"));
            if (plugin.TryGet("delegate", out var inner) || type == "flannel")
            {
                CheckPlugin(inner, inner.TryText("type", out var own) && own.Length > 0 ? own : "bridge");
            }
        }

        private void CheckType(string type, JsonPlace place)
        {
            if (rule.Plugins is { } allowed && !NamePattern.MatchesAny(allowed, type))
            {
                findings.Add(
                    RuleBook.PolicyPlugin,
                    place,
                    $"networks of namespace {network.Namespace} may not use {Quote.Short(type)}; "
                    + $"allowed are {Listed(allowed)}");
            }
        }

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
                // What the runtime sets takes its place in a plugin, but not in the delegate of one.
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
                        + $"allowed are {Listed(allowed)}");
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
                    $"it is not known which interfaces of the node {Quote.Short(type)} takes, and networks of "
                    + $"namespace {network.Namespace} may only use {Listed(allowed)}; use another plugin");
            }
            else if (reach.AbsentIn(plugin, view.ConfigName) is { } taken && !plugin.HasText(reach.Keys[0])
                && (taken == HostReach.DefaultRoute || !NamePattern.MatchesAny(allowed, taken)))
            {
                var key = reach.Keys[0];
                findings.Add(
                    RuleBook.PolicyMaster,
                    plugin.PathOf(key),
                    taken == HostReach.DefaultRoute
                        ? $"without '{key}' the interface of the node's default route is used; name one of "
                            + Listed(allowed)
                        : $"without '{key}' the interface {taken} is used; name one of {Listed(allowed)}");
            }
        }

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
                findings.Add(RuleBook.PolicyKey, value.Path, $"'{Quote.Short(key)}' may not be set here; remove it");
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
                    $"{value.Shown} is a path of the node, which may not be set here; remove it");
            }
        }

        private static string Listed(IReadOnlyList<string> allowed) =>
            allowed.Count == 0 ? "none" : string.Join(", ", allowed);
    }
}
