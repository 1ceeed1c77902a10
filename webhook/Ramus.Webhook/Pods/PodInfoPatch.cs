using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Kubernetes.Client;

namespace Ramus.Webhook.Pods;

/// <summary>
/// Mounts /etc/podnetinfo: the pod's labels, annotations (with the network-status, once its networks are attached) and
/// huge pages as files, which the kubelet updates.
/// </summary>
internal sealed class PodInfoPatch(JsonPatch patch, PodJson pod, List<string> warnings)
{
    private const string Volume = "podnetinfo";
    private const string MountPath = "/etc/podnetinfo";
    private const string NameVariable = "CONTAINER_NAME";

    public void Write(bool withHugePages)
    {
        var files = withHugePages ? pod.Containers().SelectMany(HugePages.Of).ToList() : [];
        var volumes = pod.Items("volumes").Where(v => v.TextAt("name") == Volume).ToList();
        if (volumes.Count > 0 && !IsOurs(volumes[0], files))
        {
            WarnOfOwnVolume();
            return;
        }

        foreach (var container in pod.Containers().Where(c => files.Any(file => file.Container == c.Name)))
        {
            NameContainer(container);
        }

        foreach (var container in pod.Running())
        {
            Mount(container);
        }

        if (volumes.Count == 0)
        {
            patch.Append("/spec/volumes", pod.HasList("volumes"), [files], WriteVolume);
        }
    }

    private void NameContainer(PodContainer container)
    {
        var present = container.Items("env").Where(e => e.TextAt("name") == NameVariable).ToList();
        if (present.Count == 0)
        {
            patch.Append($"{container.Path}/env", container.HasList("env"), [container.Name], (json, name) =>
            {
                json.WriteStartObject();
                json.WriteString("name"u8, NameVariable);
                json.WriteString("value"u8, name);
                json.WriteEndObject();
            });
        }
        else if (present[0].TextAt("value") != container.Name)
        {
            warnings.Add($"container {container.Name} already has a variable {NameVariable}, which is not changed; "
            + $"programs that look for their huge pages in {MountPath} need the container's name in that variable");
        }
    }

    private void Mount(PodContainer container)
    {
        if (container.Items("volumeMounts").Any(m => m.TextAt("name") == Volume))
        {
            return;
        }

        if (IsTaken(container))
        {
            warnings.Add($"container {container.Name} mounts another volume at {MountPath}, so the files about the "
            + "pod's networks are not mounted there");
            return;
        }

        patch.Append($"{container.Path}/volumeMounts", container.HasList("volumeMounts"), [MountPath], (json, path) =>
        {
            json.WriteStartObject();
            json.WriteString("name"u8, Volume);
            json.WriteBoolean("readOnly"u8, true);
            json.WriteString("mountPath"u8, path);
            json.WriteEndObject();
        });
    }

    private static bool IsTaken(PodContainer container) => container.Items("volumeMounts").Any(mount =>
        mount.TryGetProperty("mountPath", out var path) && path.ValueKind == JsonValueKind.String
        && path.GetString()!.TrimEnd('/') == MountPath);

    private void WarnOfOwnVolume()
    {
        var without = pod.Containers().Where(c => !IsTaken(c)).Select(static c => c.Name).ToList();
        if (without.Count > 0)
        {
            warnings.Add(
                $"the pod already has a volume {Volume}, so the files about its networks are not mounted at "
                + $"{MountPath} in {string.Join(", ", without)}; rename the volume to get them");
        }
    }

    /// <summary>Whether an earlier pass added the volume, or it has the same content.</summary>
    private bool IsOurs(JsonElement volume, List<HugePageFile> files)
    {
        var wanted = Fields().Concat(files.Select(static file => file.Path));
        return volume.ItemsAt("downwardAPI", "items").Select(static item => item.TextAt("path") ?? "")
            .SequenceEqual(wanted);
    }

    private IEnumerable<string> Fields() => pod.Labels.Count > 0 ? ["labels", "annotations"] : ["annotations"];

    private void WriteVolume(Utf8JsonWriter json, List<HugePageFile> files)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, Volume);
        json.WriteStartObject("downwardAPI"u8);
        json.WriteStartArray("items"u8);
        foreach (var field in Fields())
        {
            json.WriteStartObject();
            json.WriteString("path"u8, field);
            json.WriteStartObject("fieldRef"u8);
            json.WriteString("fieldPath"u8, $"metadata.{field}");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        files.ForEach(file => WriteFile(json, file));
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter json, HugePageFile file)
    {
        json.WriteStartObject();
        json.WriteString("path"u8, file.Path);
        json.WriteStartObject("resourceFieldRef"u8);
        json.WriteString("containerName"u8, file.Container);
        json.WriteString("resource"u8, file.Resource);
        json.WriteString("divisor"u8, "1Mi"u8);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
