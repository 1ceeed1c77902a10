using Ramus.Contract.Admission;
using Ramus.Contract.Selection;
using Ramus.Validation;

namespace Ramus.Webhook.Pods;

/// <summary>The number of devices that a pod's networks need, per resource and per claim template.</summary>
/// <param name="Resources">The devices per resource, sorted by name.</param>
/// <param name="Templates">The devices per claim template, sorted by name.</param>
/// <param name="BadName">The first network with an invalid resource name; with the name and its error.</param>
internal sealed record DeviceNeeds(
    IReadOnlyDictionary<string, int> Resources,
    IReadOnlyDictionary<string, int> Templates,
    (NetworkKey Network, string Name, string Fault)? BadName)
{
    public bool IsAny => Resources.Count > 0 || Templates.Count > 0;

    public static DeviceNeeds Of(
        PodJson pod, IReadOnlyList<ResolvedNetwork> networks, InjectionSettings settings, List<string> warnings)
    {
        var resources = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var templates = new SortedDictionary<string, int>(StringComparer.Ordinal);
        (NetworkKey, string, string)? badName = null;
        foreach (var network in networks)
        {
            if (TemplateOf(network, settings) is { } template)
            {
                templates[template] = templates.GetValueOrDefault(template) + 1;
                continue;
            }

            foreach (var name in network.Known.ResourceNames)
            {
                if (name.Length == 0)
                {
                    warnings.Add($"network {network.Key} has an empty annotation {Annotations.ResourceName}: "
                    + "no device is requested for the network");
                }
                else if (ExtendedResourceName.Refuse(name) is not { } fault)
                {
                    resources[name] = resources.GetValueOrDefault(name) + 1;
                }
                else if (!pod.HasResourceClaims)
                {
                    // The name may be a DRA driver's resource name, which need not be a valid extended resource.
                    // Without a claim, the pod cannot get such a device.
                    badName ??= (network.Key, name, fault);
                }
            }
        }

        return new DeviceNeeds(resources, templates, badName);
    }

    private static string? TemplateOf(ResolvedNetwork network, InjectionSettings settings) =>
        network.Known.ClaimTemplate
        ?? network.Known.ResourceNames.Select(name => settings.ResourceClaimTemplates.GetValueOrDefault(name))
            .FirstOrDefault(static template => template is not null);
}
