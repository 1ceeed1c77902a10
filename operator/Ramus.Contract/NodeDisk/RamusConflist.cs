using System.Buffers;
using System.Text;
using System.Text.Json;
using Ramus.Contract.Cni;

namespace Ramus.Contract.NodeDisk;

/// <summary>The configuration that the container runtime reads: our plugin around the default network.</summary>
public static class RamusConflist
{
    /// <summary>The capability under which a container runtime hands over a pod's annotations.</summary>
    public const string PodAnnotationsCapability = "io.kubernetes.cri.pod-annotations";

    /// <summary>The default network's file. A key of the list reaches no plugin: the agent notes it there.</summary>
    public const string SourceKey = "ramus.dev/defaultNetworkFile";

    // Old runtimes read cniVersion; newer ones take the best of cniVersions, and then ask for STATUS and GC.
    private static readonly string[] Versions = ["0.3.1", "0.4.0", "1.0.0", "1.1.0"];

    private static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Renders the file.</summary>
    /// <param name="settings">What the plugin must know.</param>
    /// <param name="sourceFile">The name of the file that the default network comes from.</param>
    /// <param name="defaultNetwork">The default network.</param>
    /// <param name="appended">Plugin objects that others put behind ours.</param>
    public static byte[] Render(
        RamusConflistSettings settings, string sourceFile, NetworkConfig defaultNetwork,
        IReadOnlyList<JsonElement> appended)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Layout))
        {
            writer.WriteStartObject();
            writer.WriteString("cniVersion", "1.0.0");
            WriteTexts(writer, "cniVersions", Versions);
            writer.WriteString("name", "ramus");
            writer.WriteString(SourceKey, sourceFile);
            writer.WriteStartArray("plugins");
            WritePlugin(writer, settings, defaultNetwork);
            foreach (var plugin in appended)
            {
                WriteVerbatim(writer, plugin);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static void WritePlugin(Utf8JsonWriter writer, RamusConflistSettings settings, NetworkConfig network)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "ramus");
        WriteCapabilities(writer, network);
        writer.WriteStartArray("delegates");
        WriteVerbatim(writer, network.Element);
        writer.WriteEndArray();
        writer.WriteString("binDir", settings.BinDir);
        writer.WriteString("ramusDir", settings.RamusDir);
        writer.WriteString("cniDir", settings.CniDir);
        writer.WriteString("agentSocket", settings.AgentSocket);
        writer.WriteBoolean("namespaceIsolation", settings.NamespaceIsolation);
        writer.WriteString("globalNamespaces", settings.GlobalNamespaces);
        if (settings.Use.IsIsolated)
        {
            writer.WritePropertyName("use");
            settings.Use.WriteTo(writer);
        }

        if (settings.AllowMissingDevice)
        {
            writer.WriteStartObject("compatibility");
            writer.WriteBoolean("allowMissingDevice", true);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteCapabilities(Utf8JsonWriter writer, NetworkConfig network)
    {
        writer.WriteStartObject("capabilities");
        foreach (var capability in network.Plugins.SelectMany(plugin => plugin.Capabilities)
            .Append(PodAnnotationsCapability).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            writer.WriteBoolean(capability, true);
        }

        writer.WriteEndObject();
    }

    // Text, not values: the order of keys and the digits of numbers stay as their owner wrote them.
    private static void WriteVerbatim(Utf8JsonWriter writer, JsonElement element) =>
        writer.WriteRawValue(Encoding.UTF8.GetBytes(element.GetRawText()));

    private static void WriteTexts(Utf8JsonWriter writer, string key, IEnumerable<string> texts)
    {
        writer.WriteStartArray(key);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
