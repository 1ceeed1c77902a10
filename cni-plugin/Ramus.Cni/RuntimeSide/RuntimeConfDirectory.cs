using System.Runtime.InteropServices;
using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;

namespace Ramus.Cni.RuntimeSide;

/// <summary>Reads a CNI configuration directory as libcni does, but a bad file does not stop the reading.</summary>
public static class RuntimeConfDirectory
{
    /// <summary>Larger files are not read.</summary>
    public const int MaxFileBytes = ConfDirectory.MaxBytes;

    private static readonly string[] Extensions = [".conf", ".conflist", ".json"];

    /// <summary>The file names that a container runtime reads, in its order.</summary>
    public static IReadOnlyList<string> FileNames(string directory) =>
        Directory.Exists(directory)
            ? [.. new DirectoryInfo(directory).EnumerateFileSystemInfos()
                .Where(entry => Extensions.Contains(Path.GetExtension(entry.Name), StringComparer.Ordinal))
                .Select(entry => entry.Name)
                .Order(StringComparer.Ordinal)]
            : [];

    /// <summary>Every file in the directory that Ramus did not write, in the runtime's order.</summary>
    public static IReadOnlyList<ConfFile> ReadForeign(string directory) =>
        [.. FileNames(directory).Where(name => !NodeLayout.IsRuntimeConfig(name))
            .Select(name => Read(directory, name))];

    /// <summary>One file; the result contains the reason when the file is unusable.</summary>
    public static ConfFile Read(string directory, string fileName)
    {
        try
        {
            var path = Path.Combine(directory, fileName);
            var network = NetworkConfig.FromElement(Load(directory, fileName, path), path);
            return Refuse(network) is { } refusal
                ? new ConfFile(fileName, null, $"{path}: {refusal}")
                : new ConfFile(fileName, network, null);
        }
        catch (Exception failure) when (failure is ContractException or IOException or UnauthorizedAccessException)
        {
            return new ConfFile(fileName, null, failure.Message);
        }
    }

    /// <summary>A file that Ramus wrote; null when it is absent, damaged or no longer calls our plugin.</summary>
    public static RenderedConfig? TryReadOurs(string path) =>
        RenderedConfig.TryParse(BoundedFile.TryRead(path, MaxFileBytes), path);

    private static JsonElement Load(string directory, string fileName, string path)
    {
        var content = BoundedFile.Read(Path.Combine(directory, fileName), MaxFileBytes);
        if (content.Length == 0)
        {
            throw new ContractException($"{path}: the file is empty");
        }

        var element = GoJson.ParseObject(content, path, MaxFileBytes);
        var isList = Path.GetExtension(fileName) == ".conflist";
        if (!isList && element.TryGetKey("plugins", out _))
        {
            throw new ContractException($"{path}: a list of plugins must be in a file named *.conflist");
        }

        if (isList && element.TryGetKey("type", out _) && !element.TryGetKey("plugins", out _))
        {
            throw new ContractException($"{path}: a single plugin must be in a file named *.conf");
        }

        var whole = isList ? ConfDirectory.WithChain(element, directory, path) : element;
        RefuseTooDeep(JsonMarshal.GetRawUtf8Value(whole), path);
        return whole;
    }

    // Our wrapped configuration adds four levels, and must still be readable.
    private static void RefuseTooDeep(ReadOnlySpan<byte> content, string path) =>
        GoJson.Parse((byte[])[.. "[[[["u8, .. content, .. "]]]]"u8], path, MaxFileBytes);

    private static string? Refuse(NetworkConfig network)
    {
        if (network.Name.Length == 0)
        {
            return "has no 'name'";
        }

        return WrapperPlugins.Find(network.Element) is { } type
            ? $"runs the plugin '{type}', which cannot be the default network of Ramus"
            : null;
    }
}
