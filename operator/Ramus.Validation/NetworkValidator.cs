using FluentValidation;
using FluentValidation.Results;
using Ramus.Contract.Policy;
using Ramus.Contract.Selection;
using Ramus.Validation.Ipam;
using Ramus.Validation.Json;
using Ramus.Validation.Networks;
using Ramus.Validation.Plugins;
using Ramus.Validation.Rules;

namespace Ramus.Validation;

/// <summary>Judges networks by all rules; built once, used by many threads.</summary>
public sealed class NetworkValidator
{
    private readonly ObjectRules objects = new();
    private readonly ConfigRules configs = new();
    private readonly ChainRules chains = new();
    private readonly AnyPluginRules anyPlugin = new();
    private readonly AnyIpamRules anyIpam = new();
    private readonly PoolRules pools = new();
    private readonly PolicyRules policies = new();

    /// <summary>The findings, errors first; never throws, whatever the network holds.</summary>
    public IReadOnlyList<Finding> Validate(NetworkObject network, ValidationContext context) =>
        Judge(network, context).Findings;

    /// <summary>As <see cref="Validate"/>, with the facts that a status shows.</summary>
    public NetworkVerdict Judge(NetworkObject network, ValidationContext context)
    {
        var gathered = new List<ValidationFailure>();
        Run(objects, network, gathered);
        if (string.IsNullOrWhiteSpace(network.Config))
        {
            return new NetworkVerdict(Findings.Order(network, [], gathered, null), NetworkFacts.None);
        }

        if (!ConfigText.TryRead(network.Config, out var utf8, out var root, out var mistake))
        {
            return new NetworkVerdict(Findings.Order(network, utf8, gathered, mistake), NetworkFacts.None);
        }

        var variables = network.Annotations.TryGetValue(Annotations.Render, out var how) && how == "node";
        var json = new JsonView(root, JsonPath.Config, variables);
        if (!json.IsObject)
        {
            new Report(gathered.Add).Add(
                RuleBook.ConfigObject, json.Path, $"the configuration is {json.Kind}; write an object in {{ }}");
            return new NetworkVerdict(Findings.Order(network, utf8, gathered, null), NetworkFacts.None);
        }

        var view = ConfigShape.Read(network, context, json, new Report(gathered.Add));
        Run(configs, view, gathered);
        Run(chains, view, gathered);
        Run(pools, view, gathered);
        Run(policies, view, gathered);
        foreach (var plugin in view.Plugins)
        {
            RunPlugin(plugin, gathered);
        }

        Rendering.Check(view, new Report(gathered.Add), gathered);
        return new NetworkVerdict(Findings.Order(network, utf8, gathered, null), FactsReader.Read(view));
    }

    /// <summary>
    /// The first rule of a policy that a network breaks, or why it cannot be judged by it; null when it is allowed.
    /// The same evaluation as <see cref="Judge"/>, without all other rules.
    /// </summary>
    public Finding? Forbid(NetworkObject network, RamusPolicy policy)
    {
        var gathered = new List<ValidationFailure>();
        if (!ConfigText.TryRead(network.Config ?? "", out var utf8, out var root, out var mistake))
        {
            return Findings.Order(network, utf8, gathered, mistake)[0];
        }

        var json = new JsonView(root, JsonPath.Config, HasVariables: false);
        var context = new ValidationContext { Policy = policy };
        Run(policies, ConfigShape.Read(network, context, json, new Report(gathered.Add)), gathered);
        return Findings.Order(network, utf8, gathered, null) is [var first, ..] ? first : null;
    }

    private void RunPlugin(PluginView plugin, List<ValidationFailure> gathered)
    {
        Run(anyPlugin, plugin, gathered);
        Run(anyIpam, plugin, gathered);
        if (PluginRules.Find(plugin.Type) is { } rules)
        {
            Run(rules, plugin, gathered);
        }

        if (plugin.Ipam is { } ipam && plugin.HasIpam && IpamRules.Find(plugin.IpamType) is { } ipamRules)
        {
            Run(ipamRules, new IpamView(plugin, plugin.IpamType, ipam), gathered);
        }
    }

    private static void Run<T>(AbstractValidator<T> rules, T view, List<ValidationFailure> gathered) =>
        gathered.AddRange(rules.Validate(view).Errors);
}
