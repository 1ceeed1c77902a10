using System.Buffers;
using System.Text.Json;
using Ramus.Client.Try.Input;
using Ramus.Contract.Json;

namespace Ramus.Client.Try.Running;

/// <summary>The capability arguments that containerd offers for a pod.</summary>
internal static class RuntimeArguments
{
    public static JsonElement Of(PodManifest pod)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject(RuntimeAnnotations.Capability);
            foreach (var (key, value) in pod.Annotations)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            if (pod.HostPorts.Count > 0)
            {
                WritePorts(json, pod);
            }

            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void WritePorts(Utf8JsonWriter json, PodManifest pod)
    {
        json.WriteStartArray("portMappings");
        foreach (var port in pod.HostPorts)
        {
            json.WriteStartObject();
            json.WriteNumber("hostPort", port.HostPort);
            json.WriteNumber("containerPort", port.ContainerPort);
            json.WriteString("protocol", port.Protocol);
            json.WriteString("hostIP", port.HostIp ?? "");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
