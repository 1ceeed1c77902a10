using System.Text;
using Ramus.Networks;

namespace Ramus.Validation;

/// <summary>Judges networks by all rules; built once, used by many threads.</summary>
public sealed class NetworkValidator
{
    private readonly string path = "spec.config";

    /// <summary>The findings, errors first; never throws, whatever the network holds.</summary>
    public IReadOnlyList<Finding> Validate(NetworkObject network, ValidationContext context) =>
        Judge(network, context).Findings;

    /// <summary>As <see cref="Validate"/>, with the facts that a status shows.</summary>
    public NetworkVerdict Judge(NetworkObject network, ValidationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (string.IsNullOrWhiteSpace(network.Config))
        {
            return new NetworkVerdict([], NetworkFacts.None);
        }

        try
        {
            var config = NetworkConfig.Parse(Encoding.UTF8.GetBytes(network.Config), path, network.Name);
            return new NetworkVerdict([], Facts(config, network));
        }
        catch (ContractException e)
        {
            var finding = new Finding("config-json", Severity.Error, path, e.Message, e.Line, e.Column);
            return new NetworkVerdict([finding], NetworkFacts.None);
        }
    }

    private static NetworkFacts Facts(NetworkConfig config, NetworkObject network) => new()
    {
        ConfigName = config.Name,
        CniVersion = config.CniVersion,
        PluginTypes = [.. config.Plugins.Select(static plugin => plugin.Type)],
        ResourceName = network.Annotations.GetValueOrDefault(Annotations.ResourceName),
    };
}
