using System.Text.Json;
using Ramus.Attachments.Settings;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Policy;
using Ramus.Contract.Selection;

namespace Ramus.Attachments.Plan;

/// <summary>
/// Decides what a pod is attached to, in order: the default network, the other delegates of the configuration, the networks
/// of the annotation. Everything that can be refused is refused here, before the first plugin runs.
/// </summary>
public sealed class AttachmentPlanner(
    PluginSettings settings, NetworkResolver networks, DefaultNetworks defaults, DeviceAllocation devices)
{
    /// <summary>The attachments of a pod.</summary>
    /// <param name="pod">The pod; null when the caller named none.</param>
    /// <param name="annotations">Its two annotations.</param>
    /// <param name="interfaceName">The default network's interface (CNI_IFNAME).</param>
    /// <exception cref="CniException">A network is missing, forbidden, invalid, or asked for what it cannot do.</exception>
    public IReadOnlyList<Attachment> Plan(PodKey? pod, PodAnnotations annotations, string interfaceName)
    {
        var unasked = defaults.Resolve(pod?.Namespace);
        var plan = new List<Attachment> { PlanDefault(pod, annotations.DefaultNetwork, unasked[0], interfaceName) };
        foreach (var network in unasked.Skip(1))
        {
            plan.Add(PlanUnasked(network, Generated(plan.Count), settings.MultusRuntimeConfig ? settings.RuntimeConfig : null));
        }

        if (pod is { } known && !string.IsNullOrWhiteSpace(annotations.Networks))
        {
            foreach (var selection in Parse(Annotations.Networks, annotations.Networks, known.Namespace))
            {
                plan.Add(PlanSelected(known, selection, selection.Interface ?? Generated(plan.Count)));
            }
        }

        if (AuxiliaryChain.Find(settings) is { } chain)
        {
            plan.Add(Attachment.Of(chain, Generated(plan.Count), null));
        }

        RefuseClashes(plan);
        return plan;
    }

    // Multus' numbering: the index among all attachments, named ones included.
    private static string Generated(int index) => $"net{index}";

    private static IReadOnlyList<NetworkSelection> Parse(string key, string text, string defaultNamespace)
    {
        try
        {
            return NetworkSelection.Parse(text, defaultNamespace);
        }
        catch (ContractException failure)
        {
            throw new CniException(
                CniErrorCode.InvalidNetworkConfig, $"annotation {key} of the pod is invalid: {failure.Message}", inner: failure);
        }
    }

    private static void RefuseClashes(List<Attachment> plan)
    {
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attachment in plan)
        {
            if (!taken.TryAdd(attachment.Interface, attachment.Network))
            {
                throw new CniException(
                    CniErrorCode.InvalidNetworkConfig,
                    $"network '{attachment.Network}' cannot have interface '{attachment.Interface}': "
                    + $"network '{taken[attachment.Interface]}' has that name already",
                    "give one of them another 'interface' in the pod's annotation");
            }
        }
    }

    private Attachment PlanDefault(PodKey? pod, string? annotation, DefaultNetwork unasked, string interfaceName)
    {
        if (pod is not { } known || annotation is null)
        {
            return PlanUnasked(unasked, interfaceName, settings.RuntimeConfig);
        }

        var selections = Parse(Annotations.DefaultNetwork, annotation, settings.SystemNamespace);
        if (selections.Count != 1)
        {
            throw new CniException(
                CniErrorCode.InvalidNetworkConfig,
                $"annotation {Annotations.DefaultNetwork} of the pod names {selections.Count} networks: it must name exactly one");
        }

        var selection = selections[0];
        var planned = PlanSelected(known, selection, selection.Interface ?? interfaceName);
        return planned with { CapabilityArgs = WithRuntimes(planned.Config, planned.CapabilityArgs) };
    }

    // It takes its device before the networks of the annotation do, from the same allocation: nobody gets one twice.
    private Attachment PlanUnasked(DefaultNetwork network, string interfaceName, JsonElement? runtimeConfig)
    {
        var planned = Attachment.Of(network, interfaceName, runtimeConfig);
        if (network.Config.ResourceName is null)
        {
            return planned;
        }

        try
        {
            return devices.Take(network.Config.ResourceName) is { } device ? planned.With(device) : planned;
        }
        catch (CniException failure)
        {
            var prefix = $"network '{network.Name}', interface '{interfaceName}': ";
            throw new CniException(failure.Error with { Message = prefix + failure.Message }, failure);
        }
    }

    private Attachment PlanSelected(PodKey pod, NetworkSelection selection, string interfaceName)
    {
        var name = selection.Key.ToString();
        try
        {
            RefuseForbidden(pod, selection.Key);
            var config = networks.Resolve(selection.Key);
            var device = devices.Take(config.ResourceName);
            if (device is not null)
            {
                config = config.WithDevice(device);
            }

            if (selection.CniArgs is { } arguments)
            {
                config = config.WithCniArgs(arguments);
            }

            var own = CapabilityArguments.For(selection, device, config);
            return new Attachment
            {
                Network = name,
                Interface = interfaceName,
                Config = config,
                Device = device,
                DefaultRoute = selection.DefaultRoute,
                CapabilityArgs = settings.MultusRuntimeConfig ? WithRuntimes(config, own) : own,
            };
        }
        catch (ContractException failure)
        {
            throw Explain(CniErrorCode.InvalidNetworkConfig, failure.Message, null, failure);
        }
        catch (CniException failure)
        {
            throw Explain(failure.Error.Code, failure.Error.Message, failure.Error.Details, failure);
        }

        CniException Explain(int code, string message, string? details, Exception failure) =>
            new(code, $"network '{name}', interface '{interfaceName}': {message}", details, failure);
    }

    private JsonElement? WithRuntimes(NetworkConfig network, JsonElement? own) =>
        CapabilityArguments.Merge(CapabilityArguments.Declared(settings.RuntimeConfig, network), own);

    private void RefuseForbidden(PodKey pod, NetworkKey network)
    {
        var use = new NetworkUse
        {
            IsIsolated = settings.NamespaceIsolation,
            GlobalNamespaces = settings.GlobalNamespaces,
        };
        if (use.WhyForbidden(network, pod.Namespace) is { } isolation)
        {
            throw new CniException(CniErrorCode.InvalidNetworkConfig, $"namespace isolation is on: {isolation}");
        }

        if (settings.Use.WhyForbidden(network, pod.Namespace) is { } reason)
        {
            throw new CniException(CniErrorCode.InvalidNetworkConfig, $"forbidden by the cluster's policy: {reason}");
        }
    }
}
