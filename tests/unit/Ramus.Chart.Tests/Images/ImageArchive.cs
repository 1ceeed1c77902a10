using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Ramus.Chart.Tests.Images;

/// <summary>
/// A container image as config/images/build writes it: a docker-archive, and the list of what is in it.
/// </summary>
public sealed class ImageArchive
{
    private readonly Dictionary<string, byte[]> entries = [];

    public ImageArchive(string folder, string name)
    {
        foreach (var (entry, content) in Files(File.OpenRead(Path.Combine(folder, name + ".tar"))))
        {
            entries[entry] = content;
        }

        List = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, name + ".cdx.json")))!;
    }

    /// <summary>What the image is made of (CycloneDX).</summary>
    public JsonNode List { get; }

    public JsonNode Configuration => JsonNode.Parse(entries[(string)Manifest["Config"]!])!["config"]!;

    /// <summary>The files in all layers: path and SHA-256.</summary>
    public IEnumerable<(string Path, string Sum)> Content => Manifest["Layers"]!.AsArray()
        .SelectMany(
            layer => Files(new GZipStream(new MemoryStream(entries[(string)layer!]), CompressionMode.Decompress)))
        .Select(file => ("/" + file.Name.Replace("./", "", StringComparison.Ordinal), Sum(file.Content)));

    /// <summary>The files that the list names.</summary>
    public IEnumerable<(string Path, string Sum)> Listed => List["components"]!.AsArray()
        .Where(component => (string)component!["type"]! == "file")
        .Select(component => ((string)component!["name"]!, (string)component["hashes"]![0]!["content"]!));

    private JsonNode Manifest => JsonNode.Parse(entries["manifest.json"])![0]!;

    private static IEnumerable<(string Name, byte[] Content)> Files(Stream stream)
    {
        using var reader = new TarReader(stream);
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile)
            {
                using var content = new MemoryStream();
                entry.DataStream?.CopyTo(content);
                yield return (entry.Name, content.ToArray());
            }
        }
    }

    private static string Sum(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
