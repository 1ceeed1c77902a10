using System.Buffers;
using System.Text.Json;
using Ramus.Cni;
using Ramus.Networks;

namespace Ramus.Plugin.Planning;

/// <summary>
/// Turns the wishes of a selection into capability arguments (NPWG 4.1.2). A wish that no plugin of the chain can take is
/// refused: it would be lost in silence.
/// </summary>
public static class CapabilityArguments
{
    /// <summary>The arguments of <paramref name="selection"/>; null when it wishes nothing.</summary>
    /// <exception cref="CniException">A wish that nobody in <paramref name="network"/> can take.</exception>
    public static JsonElement? For(NetworkSelection selection, string? device, NetworkConfig network)
    {
        var wishes = new List<(string Capability, Action<Utf8JsonWriter> Write)>();
        if (selection.Ips.Count > 0)
        {
            wishes.Add(("ips", writer => WriteTexts(writer, selection.Ips)));
        }

        if (selection.Mac is { } mac)
        {
            wishes.Add(("mac", writer => writer.WriteStringValue(mac)));
        }

        if (selection.InfinibandGuid is { } guid)
        {
            wishes.Add(("infinibandGUID", writer => writer.WriteStringValue(guid)));
        }

        if (selection.PortMappings.Count > 0)
        {
            wishes.Add(("portMappings", writer => WritePorts(writer, selection.PortMappings)));
        }

        if (selection.Bandwidth is { } bandwidth)
        {
            wishes.Add(("bandwidth", writer => WriteBandwidth(writer, bandwidth)));
        }

        foreach (var (capability, _) in wishes)
        {
            RefuseUnheard(capability, network);
        }

        // Every network of a device gets its id; plugins that take it by capability are the fewer ones, so nobody is asked.
        if ((device ?? selection.DeviceId) is { } id)
        {
            wishes.Add(("deviceID", writer => writer.WriteStringValue(id)));
        }

        return wishes.Count == 0 ? null : Write(wishes);
    }

    /// <summary>Both sets of arguments; where a key is in both, <paramref name="stronger"/> wins.</summary>
    public static JsonElement? Merge(JsonElement? weaker, JsonElement? stronger)
    {
        if (weaker is not { ValueKind: JsonValueKind.Object } first || stronger is not { } second)
        {
            return stronger ?? weaker;
        }

        var members = new List<(string, Action<Utf8JsonWriter>)>();
        foreach (var member in second.EnumerateObject())
        {
            members.Add((member.Name, member.Value.WriteTo));
        }

        foreach (var member in first.EnumerateObject())
        {
            if (!second.TryGetProperty(member.Name, out _))
            {
                members.Add((member.Name, member.Value.WriteTo));
            }
        }

        return Write(members);
    }

    /// <summary>
    /// The arguments that some plugin of <paramref name="network"/> declares; null when none is left. What nobody declares
    /// (in the main the pod's annotations) has no business in the attachment's record.
    /// </summary>
    public static JsonElement? Declared(JsonElement? arguments, NetworkConfig network)
    {
        if (arguments is not { ValueKind: JsonValueKind.Object } given)
        {
            return null;
        }

        var members = new List<(string, Action<Utf8JsonWriter>)>();
        foreach (var member in given.EnumerateObject())
        {
            if (network.Plugins.Any(plugin => plugin.Capabilities.Contains(member.Name)))
            {
                // The runtime's spelling is kept: go-cni writes PascalCase, and plugins read either.
                var text = member.Value.GetRawText();
                members.Add((member.Name, writer => writer.WriteRawValue(text, skipInputValidation: true)));
            }
        }

        return members.Count == 0 ? null : Write(members);
    }

    private static void RefuseUnheard(string capability, NetworkConfig network)
    {
        foreach (var plugin in network.Plugins)
        {
            if (plugin.Capabilities.Contains(capability) || LegacyArguments.Takes(plugin, capability))
            {
                return;
            }
        }

        throw new CniException(
            CniErrorCode.UnsupportedField,
            $"the pod's annotation asks for '{capability}', but no plugin of the network takes it",
            $"add \"capabilities\": {{\"{capability}\": true}} to a plugin of the network that supports it, or drop the request");
    }

    private static JsonElement Write(List<(string Name, Action<Utf8JsonWriter> Write)> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, write) in members)
            {
                writer.WritePropertyName(name);
                write(writer);
            }

            writer.WriteEndObject();
        }

        return JsonDocument.Parse(buffer.WrittenMemory).RootElement;
    }

    private static void WriteTexts(Utf8JsonWriter writer, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray();
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void WritePorts(Utf8JsonWriter writer, IReadOnlyList<PortMapping> ports)
    {
        writer.WriteStartArray();
        foreach (var port in ports)
        {
            writer.WriteStartObject();
            writer.WriteNumber("hostPort"u8, port.HostPort);
            writer.WriteNumber("containerPort"u8, port.ContainerPort);
            writer.WriteString("protocol"u8, port.Protocol);
            if (port.HostIp is { Length: > 0 } address)
            {
                writer.WriteString("hostIP"u8, address);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteBandwidth(Utf8JsonWriter writer, Bandwidth bandwidth)
    {
        writer.WriteStartObject();
        WriteNumber("ingressRate"u8, bandwidth.IngressRate);
        WriteNumber("ingressBurst"u8, bandwidth.IngressBurst);
        WriteNumber("egressRate"u8, bandwidth.EgressRate);
        WriteNumber("egressBurst"u8, bandwidth.EgressBurst);
        writer.WriteEndObject();

        void WriteNumber(ReadOnlySpan<byte> name, long? value)
        {
            if (value is { } number)
            {
                writer.WriteNumber(name, number);
            }
        }
    }
}
