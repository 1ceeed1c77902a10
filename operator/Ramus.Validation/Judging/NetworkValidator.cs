using System.Text.Json;
using Ramus.Contract.Policy;
using Ramus.Contract.Selection;
using Ramus.Validation.Ipam;
using Ramus.Validation.Json;
using Ramus.Validation.Networks;
using Ramus.Validation.Plugins;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Judging;

/// <summary>
/// Validates networks by all rules. Thread-safe. The cost of one validation is bounded: the configuration has at most
/// <see cref="Contract.Cni.NetworkConfig.MaxBytes"/>, the work is proportional to its size, and the number of findings
/// is limited.
/// </summary>
public sealed class NetworkValidator
{
    private readonly ObjectRules objects = new();
    private readonly ConfigRules configs = new();
    private readonly ChainRules chains = new();
    private readonly AnyPluginRules anyPlugin = new();
    private readonly AnyIpamRules anyIpam = new();
    private readonly PoolRules pools = new();
    private readonly PolicyRules policies = new();

    /// <summary>Returns the findings, errors first.</summary>
    /// <exception cref="OperationCanceledException">The context's token was cancelled.</exception>
    public IReadOnlyList<Finding> Validate(NetworkObject network, ValidationContext context) =>
        Judge(network, context).Findings;

    /// <summary>As <see cref="Validate"/>, with the facts for the network's status.</summary>
    /// <exception cref="OperationCanceledException">The context's token was cancelled.</exception>
    public NetworkVerdict Judge(NetworkObject network, ValidationContext context) =>
        Judge(network, context, out _);

    /// <summary>
    /// As <see cref="Judge(NetworkObject, ValidationContext)"/>, with the number of visits to values of the
    /// configuration.
    /// </summary>
    internal NetworkVerdict Judge(NetworkObject network, ValidationContext context, out int steps)
    {
        var variables = network.Annotations.TryGetValue(Annotations.Render, out var how) && how == "node";
        var reading = new ConfigReading(variables, context.CancellationToken);
        var findings = new Findings(IgnoredWarnings.Of(network));
        NetworkView? view = null;
        try
        {
            objects.Run(network, findings);
            if (string.IsNullOrWhiteSpace(network.Config))
            {
                PolicyRules.CheckFile(network, context.Policy, findings);
            }
            else if (Read(network.Config, reading, findings) is { } json)
            {
                view = ConfigShape.Read(network, context, json, findings);
                JudgeConfig(view, findings);
            }
        }
        catch (EnoughFindingsException)
        {
            findings.AddLimit();
            view = null;
        }

        steps = reading.Steps;
        return new NetworkVerdict(findings.Ordered, view is null ? NetworkFacts.None : FactsReader.Read(view));
    }

    /// <summary>
    /// The first rule of the policy that a network violates, or the reason why it cannot be validated; null when it is
    /// allowed. Same as <see cref="Judge(NetworkObject, ValidationContext)"/> without the other rules.
    /// </summary>
    public Finding? Forbid(NetworkObject network, RamusPolicy policy)
    {
        var findings = new Findings([], most: 1);
        try
        {
            if (string.IsNullOrWhiteSpace(network.Config))
            {
                PolicyRules.CheckFile(network, policy, findings);
            }
            else if (Read(network.Config, new ConfigReading(hasVariables: false), findings) is { } json)
            {
                var context = new ValidationContext { Policy = policy };
                policies.Run(ConfigShape.Read(network, context, json, findings), findings);
            }
        }
        catch (EnoughFindingsException)
        {
        }

        return findings.Ordered is [var first, ..] ? first : null;
    }

    private static JsonView? Read(string config, ConfigReading reading, Findings findings)
    {
        if (!ConfigText.TryRead(config, out var utf8, out var root, out var mistake))
        {
            findings.Add(new Finding(
                RuleBook.ConfigJson.Id, Severity.Error, ConfigText.Path, ConfigText.WithoutPlace(mistake),
                mistake.Line, mistake.Column));
            return null;
        }

        findings.Text = utf8;
        var json = new JsonView(root, JsonPlace.Root(root), reading);
        if (root.ValueKind == JsonValueKind.Object)
        {
            return json;
        }

        findings.Add(
            RuleBook.ConfigObject, json.Path, $"the configuration must be an object in {{ }}, not {json.Kind}");
        return null;
    }

    private void JudgeConfig(NetworkView view, Findings findings)
    {
        configs.Run(view, findings);
        chains.Run(view, findings);
        pools.Run(view, findings);
        policies.Run(view, findings);
        foreach (var plugin in view.Plugins)
        {
            JudgePlugin(plugin, findings);
        }

        Rendering.Check(view, findings);
    }

    private void JudgePlugin(PluginView plugin, Findings findings)
    {
        anyPlugin.Run(plugin, findings);
        anyIpam.Run(plugin, findings);
        PluginRules.Find(plugin.Type)?.Run(plugin, findings);
        if (plugin.Ipam is { } ipam && plugin.HasIpam && IpamRules.Find(plugin.IpamType) is { } ipamRules)
        {
            ipamRules.Run(new IpamView(plugin, plugin.IpamType, ipam), findings);
        }
    }
}
