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
/// Decides the attachments of a pod, in order: the default network, the other delegates of the configuration, the
/// networks of the annotation. Every request that must be refused is refused here, before the first plugin runs. Every
/// plugin input is decided here too; the later steps only execute the plan.
/// </summary>
public sealed class AttachmentPlanner(
    PluginSettings settings, NetworkResolver networks, DefaultNetworks defaults, DeviceAllocation devices,
    PodServiceAccount account)
{
    /// <summary>The attachments of a pod.</summary>
    /// <param name="pod">The pod; null when the caller named none.</param>
    /// <param name="annotations">The pod's two network annotations.</param>
    /// <param name="request">The pod sandbox.</param>
    /// <exception cref="CniException">
    /// A network is missing, forbidden or invalid, or does not support a request of the annotation.
    /// </exception>
    public IReadOnlyList<PlannedAttachment> Plan(PodKey? pod, PodAnnotations annotations, SandboxRequest request)
    {
        IReadOnlyList<NetworkSelection> selected = pod is { } asking && !string.IsNullOrWhiteSpace(annotations.Networks)
            ? Parse(Annotations.Networks, annotations.Networks, asking.Namespace)
            : [];
        var selectedDefault = pod is null || annotations.DefaultNetwork is null
            ? null
            : ParseDefault(annotations.DefaultNetwork);
        RefuseConflicts(selectedDefault, selected);
        devices.Reserve(selected);
        var unasked = defaults.Resolve(pod?.Namespace);
        var plan = new List<PlannedAttachment>
        {
            selectedDefault is null
                ? PlanUnasked(unasked[0], request.DefaultInterface, settings.RuntimeConfig)
                : PlanDefault(pod!.Value, selectedDefault, request.DefaultInterface),
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
            plan.Add(new PlannedAttachment(chain.ToAttachment(Generated(plan.Count), null)) { IsNetwork = false });
        }

        RefuseClashes(plan);
        return [.. plan.Select(planned => DeviceInfo.Give(planned, settings.DeviceInfoDirectory, request.ContainerId))];
    }

    // As in Multus, the number is the index among all attachments, including those with a requested name.
    private static string Generated(int index) => $"net{index}";

    private static IReadOnlyList<NetworkSelection> Parse(string key, string text, string defaultNamespace)
    {
        try
        {
            return NetworkSelection.Parse(text, defaultNamespace, key);
        }
        catch (ContractException failure)
        {
            throw new CniException(CniErrorCode.InvalidNetworkConfig, failure.Message, inner: failure);
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
                    $"network '{attachment.Network}' cannot use interface name '{attachment.Interface}': "
                    + $"network '{taken[attachment.Interface]}' already uses it",
                    "set another 'interface' for one of them in the pod's annotation");
            }
        }
    }

    private NetworkSelection ParseDefault(string annotation)
    {
        var selections = Parse(Annotations.DefaultNetwork, annotation, settings.SystemNamespace);
        return selections.Count == 1
            ? selections[0]
            : throw new CniException(
                CniErrorCode.InvalidNetworkConfig,
                $"annotation {Annotations.DefaultNetwork} of the pod names {selections.Count} networks: "
                + "it must name exactly one");
    }

    // The webhook refuses these pods too, but it may be off when a pod is created.
    private static void RefuseConflicts(NetworkSelection? selectedDefault, IEnumerable<NetworkSelection> selected)
    {
        var all = selected.Select(static selection => new RequestedNetwork(selection, Annotations.Networks));
        if (selectedDefault is not null)
        {
            all = all.Prepend(new RequestedNetwork(selectedDefault, Annotations.DefaultNetwork));
        }

        if (SelectionConflicts.RefuseAddresses(all) is { } conflict)
        {
            throw new CniException(CniErrorCode.InvalidNetworkConfig, conflict);
        }
    }

    private PlannedAttachment PlanDefault(PodKey pod, NetworkSelection selection, string interfaceName) =>
        WithRuntimes(PlanSelected(pod, selection, selection.Interface ?? interfaceName, isDefault: true));

    // The default network takes its device first, from the same allocation, so that no device is given out twice.
    private PlannedAttachment PlanUnasked(DefaultNetwork network, string interfaceName, JsonElement? runtimeConfig)
    {
        var planned = new PlannedAttachment(network.ToAttachment(interfaceName, runtimeConfig));
        if (network.Config.ResourceName is null)
        {
            return planned;
        }

        try
        {
            return devices.Take(network.Config.ResourceName, DevicePlugins.UseOf(network.Config)) is { } device
                ? planned.WithDevice(device)
                : planned;
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
        var hidden = HiddenValues.None;
        try
        {
            RefuseForbidden(pod, selection, isDefault);
            var config = networks.Resolve(selection.Key).WithVersion(settings.ListVersion);
            hidden = config.Hidden;
            var device = devices.Take(config.ResourceName, DevicePlugins.UseOf(config), selection.DeviceId);
            if (device is not null)
            {
                config = config.WithDevice(device.Id);
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
                CapabilityArgs = CapabilityArguments.For(
                    selection, device?.Id, config, settings.AllowsUnknownRequests),
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
            throw AttachmentFailure.In(name, interfaceName, hidden.Cover(error), failure);
        }
        catch (CniException failure)
        {
            throw AttachmentFailure.In(name, interfaceName, hidden.Cover(failure.Error), failure);
        }
    }

    // The pod's own requests override the runtime's arguments.
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
        var identity = new PodIdentity(pod.Namespace, null);
        if (use.WhyForbidden(selection.Key, identity) is { } isolation)
        {
            throw new CniException(CniErrorCode.InvalidNetworkConfig, $"namespace isolation is on: {isolation}");
        }

        if (settings.Use.DependsOnServiceAccount(selection.Key, pod.Namespace))
        {
            identity = identity with { ServiceAccount = account.Find(pod) };
        }

        if (settings.Use.WhyForbidden(selection, identity, isDefault) is { } reason)
        {
            throw new CniException(CniErrorCode.InvalidNetworkConfig, $"forbidden by the cluster's policy: {reason}");
        }
    }
}
