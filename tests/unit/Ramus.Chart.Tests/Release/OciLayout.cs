using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Ramus.Chart.Tests.Release;

/// <summary>An OCI image layout in a tar file. Reading an object checks its size and checksum.</summary>
public sealed class OciLayout
{
    private readonly Dictionary<string, byte[]> files = [];

    public OciLayout(string file)
    {
        using var reader = new TarReader(File.OpenRead(file));
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile)
            {
                using var content = new MemoryStream();
                entry.DataStream?.CopyTo(content);
                files[entry.Name] = content.ToArray();
            }
        }

        Text("oci-layout")["imageLayoutVersion"]!.GetValue<string>().ShouldBe("1.0.0");
        Named = Text("index.json")["manifests"]!.AsArray().ShouldHaveSingleItem()!;
    }

    /// <summary>The descriptor that the layout names.</summary>
    public JsonNode Named { get; }

    public string Digest => (string)Named["digest"]!;

    /// <summary>The number of objects in the layout.</summary>
    public int Objects => files.Count(file => file.Key.StartsWith("blobs/", StringComparison.Ordinal));

    /// <summary>The object of a descriptor.</summary>
    public JsonNode Read(JsonNode descriptor) => JsonNode.Parse(Bytes(descriptor))!;

    /// <summary>The bytes of the object of a descriptor.</summary>
    public byte[] Bytes(JsonNode descriptor)
    {
        var digest = (string)descriptor["digest"]!;
        var content = files[$"blobs/sha256/{digest.Replace("sha256:", "", StringComparison.Ordinal)}"];
        digest.ShouldBe("sha256:" + Convert.ToHexStringLower(SHA256.HashData(content)));
        ((long)descriptor["size"]!).ShouldBe(content.Length);
        return content;
    }

    private JsonNode Text(string file) => JsonNode.Parse(files[file])!;
}
