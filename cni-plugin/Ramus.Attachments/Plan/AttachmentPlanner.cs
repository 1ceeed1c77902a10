using System.Text.Json;
using Ramus.Attachments.Failures;
using Ramus.Attachments.Sandbox;
using Ramus.Attachments.Settings;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Policy;
using Ramus.Contract.Selection;

namespace Ramus.Attachments.Plan;

/// <summary>
/// Decides what a pod is attached to, in order: the default network, the other delegates of the configuration, the
/// networks of the annotation. Everything that can be refused is refused here, before the first plugin runs, and
/// everything that a plugin is given is decided here: what follows a plan only executes it.
/// </summary>
public sealed class AttachmentPlanner(
    PluginSettings settings, NetworkResolver networks, DefaultNetworks defaults, DeviceAllocation devices)
{
    /// <summary>The attachments of a pod.</summary>
    /// <param name="pod">The pod; null when the caller named none.</param>
    /// <param name="annotations">Its two annotations.</param>
    /// <param name="request">The sandbox.</param>
    /// <exception cref="CniException">
    /// A network is missing, forbidden, invalid, or asked for what it cannot do.
    /// </exception>
    public IReadOnlyList<PlannedAttachment> Plan(PodKey? pod, PodAnnotations annotations, SandboxRequest request)
    {
        IReadOnlyList<NetworkSelection> selected = pod is { } asking && !string.IsNullOrWhiteSpace(annotations.Networks)
            ? Parse(Annotations.Networks, annotations.Networks, asking.Namespace)
            : [];
        devices.Reserve(selected);
        var unasked = defaults.Resolve(pod?.Namespace);
        var plan = new List<PlannedAttachment>
        {
            PlanDefault(pod, annotations.DefaultNetwork, unasked[0], request.DefaultInterface),
        };
        var runtimeConfig = settings.MultusRuntimeConfig ? settings.RuntimeConfig : null;
        foreach (var network in unasked.Skip(1))
        {
            plan.Add(PlanUnasked(network, Generated(plan.Count), runtimeConfig));
        }

        foreach (var selection in selected)
        {
            plan.Add(PlanSelected(pod!.Value, selection, selection.Interface ?? Generated(plan.Count)));
        }

        if (AuxiliaryChain.Find(settings) is { } chain)
        {
            plan.Add(new PlannedAttachment(chain.ToAttachment(Generated(plan.Count), null)));
        }

        RefuseClashes(plan);
        return [.. plan.Select(planned => DeviceInfo.Give(planned, settings.DeviceInfoDirectory, request.ContainerId))];
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
                CniErrorCode.InvalidNetworkConfig,
                $"annotation {key} of the pod is invalid: {failure.Message}",
                inner: failure);
        }
    }

    private static void RefuseClashes(List<PlannedAttachment> plan)
    {
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attachment in plan.Select(planned => planned.Attachment))
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

    private PlannedAttachment PlanDefault(PodKey? pod, string? annotation, DefaultNetwork unasked, string interfaceName)
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
                $"annotation {Annotations.DefaultNetwork} of the pod names {selections.Count} networks: "
                + "it must name exactly one");
        }

        var selection = selections[0];
        var planned = PlanSelected(known, selection, selection.Interface ?? interfaceName, isDefault: true);
        return WithRuntimes(planned);
    }

    // It takes its device before the networks of the annotation do, from the same allocation: nobody gets one twice.
    private PlannedAttachment PlanUnasked(DefaultNetwork network, string interfaceName, JsonElement? runtimeConfig)
    {
        var planned = new PlannedAttachment(network.ToAttachment(interfaceName, runtimeConfig));
        if (network.Config.ResourceName is null)
        {
            return planned;
        }

        try
        {
            return devices.Take(network.Config.ResourceName) is { } device ? planned.WithDevice(device) : planned;
        }
        catch (CniException failure)
        {
            throw AttachmentFailure.In(network.Name, interfaceName, failure.Error, failure);
        }
    }

    private PlannedAttachment PlanSelected(
        PodKey pod, NetworkSelection selection, string interfaceName, bool isDefault = false)
    {
        var name = selection.Key.ToString();
        try
        {
            RefuseForbidden(pod, selection, isDefault);
            var config = networks.Resolve(selection.Key);
            var device = devices.Take(config.ResourceName, selection.DeviceId);
            if (device is not null)
            {
                config = config.WithDevice(device);
            }

            if (selection.CniArgs is { } arguments)
            {
                config = config.WithCniArgs(arguments);
            }

            var planned = new PlannedAttachment(new Attachment
            {
                Network = name,
                Interface = interfaceName,
                Config = config,
                CapabilityArgs = CapabilityArguments.For(selection, device, config),
            })
            {
                Device = device,
                DefaultRoute = selection.DefaultRoute,
            };
            return settings.MultusRuntimeConfig ? WithRuntimes(planned) : planned;
        }
        catch (ContractException failure)
        {
            var error = new CniError(CniErrorCode.InvalidNetworkConfig, failure.Message);
            throw AttachmentFailure.In(name, interfaceName, error, failure);
        }
        catch (CniException failure)
        {
            throw AttachmentFailure.In(name, interfaceName, failure.Error, failure);
        }
    }

    // The pod's own wishes win over what the runtime sends.
    private PlannedAttachment WithRuntimes(PlannedAttachment planned)
    {
        var attachment = planned.Attachment;
        var runtimes = CapabilityArguments.Declared(settings.RuntimeConfig, attachment.Config);
        var merged = CapabilityArguments.Merge(runtimes, attachment.CapabilityArgs);
        return planned with { Attachment = attachment with { CapabilityArgs = merged } };
    }

    private void RefuseForbidden(PodKey pod, NetworkSelection selection, bool isDefault)
    {
        var use = new NetworkUse
        {
            IsIsolated = settings.NamespaceIsolation,
            GlobalNamespaces = settings.GlobalNamespaces,
        };
        if (use.WhyForbidden(selection.Key, pod.Namespace) is { } isolation)
        {
            throw new CniException(CniErrorCode.InvalidNetworkConfig, $"namespace isolation is on: {isolation}");
        }

        if (settings.Use.WhyForbidden(selection, pod.Namespace, isDefault) is { } reason)
        {
            throw new CniException(CniErrorCode.InvalidNetworkConfig, $"forbidden by the cluster's policy: {reason}");
        }
    }
}
