using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Webhook.Pods;

/// <summary>The patch for a pod; its operations are always in the same order.</summary>
internal sealed class PodPatch(
    PodRequest request, DeviceNeeds needs, NodePlacement placement, List<string> warnings)
{
    private const int MostContainers = 1024;

    private readonly PodJson pod = request.Pod;

    public IReadOnlyList<string> Warnings => warnings;

    /// <exception cref="FormatException">The pod lacks a part, or has too many containers.</exception>
    /// <exception cref="ContractException">The annotation for the target container is invalid.</exception>
    public ReadOnlyMemory<byte> ToJson()
    {
        pod.RequireParts();
        using var patch = new JsonPatch();
        var added = new SortedDictionary<string, string>(
            request.Annotations.Added.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);

        // The API server's own validation refuses a pod without containers.
        if (TargetContainer.Find(pod) is { } target)
        {
            RefuseTooManyContainers();
            WriteDevices(patch, target, added);
            if (needs.IsAny || pod.Annotation(Annotations.PodInfo) == "true")
            {
                new PodInfoPatch(patch, pod, warnings).Write(request.Settings.HugePageFiles);
            }
        }

        WriteAnnotations(patch, added);
        PlacementPatch.Write(patch, pod, placement);
        return patch.ToJson();
    }

    // Each resource is counted in each container, and each container gets a mount.
    private void RefuseTooManyContainers()
    {
        if (pod.Containers().Concat(pod.InitContainers()).Skip(MostContainers).Any())
        {
            throw new FormatException(
                $"the pod has more than {MostContainers} containers, so the webhook cannot add the devices and files "
                + "of its networks; use fewer containers");
        }
    }

    private void WriteDevices(JsonPatch patch, PodContainer target, SortedDictionary<string, string> added)
    {
        if (!needs.IsAny)
        {
            return;
        }

        var claims = ClaimNeeds.Missing(pod, needs.Templates);
        ResourcePatch.Write(patch, target, Demands(target, added), [.. claims.Select(static claim => claim.Name)]);
        ClaimNeeds.Write(patch, pod, claims);
    }

    private List<ResourceDemand> Demands(PodContainer target, SortedDictionary<string, string> added)
    {
        if (!request.Settings.HonorExistingResources)
        {
            return [.. needs.Resources.Select(need => ResourceDemand.MakeUp(pod, target, need.Key, need.Value))];
        }

        // The annotation tells a second pass which part of the requests the first pass added.
        var before = ResourceNote.Read(pod.Annotation(Annotations.InjectedResources));
        var note = ResourceNote.Write(needs.Resources);
        if (needs.Resources.Count > 0 && note != pod.Annotation(Annotations.InjectedResources))
        {
            added[Annotations.InjectedResources] = note;
        }

        return [.. needs.Resources.Select(need =>
            ResourceDemand.AddTo(target, need.Key, need.Value, before.GetValueOrDefault(need.Key)))];
    }

    private void WriteAnnotations(JsonPatch patch, SortedDictionary<string, string> added)
    {
        const string path = "/metadata/annotations";
        if (added.Count > 0 && !pod.HasAnnotations)
        {
            patch.Add(path, json =>
            {
                json.WriteStartObject();
                foreach (var (key, value) in added)
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            });
            return;
        }

        foreach (var (key, value) in added)
        {
            patch.Add($"{path}/{JsonPatch.Token(key)}", json => json.WriteStringValue(value));
        }

        foreach (var key in Annotations.OfAttachedPods)
        {
            if (!string.IsNullOrEmpty(pod.Annotation(key)))
            {
                patch.Remove($"{path}/{JsonPatch.Token(key)}");
            }
        }
    }
}
