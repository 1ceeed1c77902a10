using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Ramus.Chart.Tests.Release;

/// <summary>What `make release` writes.</summary>
[Collection(ReleaseCollection.Name)]
[Trait("Needs", "Root")]
public sealed class ReleaseTests(BuiltRelease release)
{
    private static readonly string Version = RamusChart.AppVersion;

    public static TheoryData<string> Images => ["ramus-node", "ramus-operator", "ramus-webhook"];

    public static TheoryData<string, string> Clients => new(
        ("linux_amd64.tar.gz", "kubectl-ramus"), ("linux_arm64.tar.gz", "kubectl-ramus"),
        ("darwin_amd64.tar.gz", "kubectl-ramus"), ("darwin_arm64.tar.gz", "kubectl-ramus"),
        ("windows_amd64.zip", "kubectl-ramus.exe"));

    [Fact]
    public void Two_builds_give_the_same_bytes()
    {
        SkipWithoutImages();

        Sums(release.Second).ShouldBe(Sums(release.First));
    }

    [Fact]
    public void It_is_complete_and_its_sums_are_right()
    {
        SkipWithoutImages();

        var lines = File.ReadAllLines(Path.Combine(release.First, "SHA256SUMS"))
            .Select(line => line.Split("  ")).ToDictionary(parts => parts[1], parts => parts[0]);
        lines.ShouldBe(
            Sums(release.First).Where(file => file.Key != "SHA256SUMS").ToDictionary(), ignoreOrder: true);
        lines.Keys.ShouldBe(
            [
                "install.yaml", "kubectl-ramus.krew.yaml", "provenance.intoto.json",
                $"ramus-{Version}.tgz", $"ramus-chart-{Version}.oci.tar", "release-notes.md",
                .. Clients.Select(client => $"kubectl-ramus_{Version}_{client.Data.Item1}"),
                .. Images.Select(image => image.Data).SelectMany(image => (string[])
                    [$"{image}-{Version}.oci.tar", $"{image}-amd64.cdx.json", $"{image}-arm64.cdx.json"]),
            ],
            ignoreOrder: true);

        var statement = JsonNode.Parse(File.ReadAllText(Path.Combine(release.First, "provenance.intoto.json")))!;
        statement["subject"]!.AsArray()
            .ToDictionary(file => (string)file!["name"]!, file => (string)file!["digest"]!["sha256"]!)
            .ShouldBe(
                lines.Where(line => line.Key != "provenance.intoto.json").ToDictionary(), ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Images))]
    public void Each_image_is_there_for_both_architectures(string image)
    {
        SkipWithoutImages();

        var layout = new OciLayout(Path.Combine(release.First, $"{image}-{Version}.oci.tar"));
        var manifests = layout.Read(layout.Named)["manifests"]!.AsArray();
        manifests.Select(manifest => (string)manifest!["platform"]!["architecture"]!).ShouldBe(["amd64", "arm64"]);
        foreach (var manifest in manifests.Select(descriptor => layout.Read(descriptor!)))
        {
            ((string)layout.Read(manifest["config"]!)["os"]!).ShouldBe("linux");
            manifest["layers"]!.AsArray().ShouldAllBe(layer => layout.Bytes(layer!).Length > 0);
        }

        ((string)layout.Named["annotations"]!["org.opencontainers.image.ref.name"]!).ShouldBe(Version);
    }

    [Theory]
    [MemberData(nameof(Images))]
    public void The_chart_and_the_manifest_name_each_image_by_its_digest(string image)
    {
        SkipWithoutImages();

        var digest = new OciLayout(Path.Combine(release.First, $"{image}-{Version}.oci.tar")).Digest;
        var wanted = $"image: \"{BuiltRelease.Registry}/{image}@{digest}\"";
        File.ReadAllText(Path.Combine(release.First, "install.yaml")).ShouldContain(wanted);
        Tool.Helm4.OrSkip().Run(
            "template", "ramus", Path.Combine(release.First, $"ramus-{Version}.tgz"), "--namespace", "ramus-system")
            .ShouldContain(wanted);
    }

    [Fact]
    public void The_chart_artifact_is_the_chart()
    {
        SkipWithoutImages();

        var layout = new OciLayout(Path.Combine(release.First, $"ramus-chart-{Version}.oci.tar"));
        var manifest = layout.Read(layout.Named);
        ((string)manifest["config"]!["mediaType"]!).ShouldBe("application/vnd.cncf.helm.config.v1+json");
        ((string)layout.Read(manifest["config"]!)["version"]!).ShouldBe(Version);
        layout.Bytes(manifest["layers"]!.AsArray().ShouldHaveSingleItem()!)
            .SequenceEqual(File.ReadAllBytes(Path.Combine(release.First, $"ramus-{Version}.tgz"))).ShouldBeTrue();
        layout.Objects.ShouldBe(3);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public void Each_archive_has_the_program_that_the_krew_manifest_names(string platform, string program)
    {
        SkipWithoutImages();

        var archive = $"kubectl-ramus_{Version}_{platform}";
        FilesIn(Path.Combine(release.First, archive)).ShouldBe(["LICENSE", program]);
        var manifest = File.ReadAllText(Path.Combine(release.First, "kubectl-ramus.krew.yaml"));
        manifest.ShouldContain($"/{archive}\n      sha256: {Sums(release.First)[archive]}\n      bin: {program}\n");
    }

    private static List<string> FilesIn(string archive)
    {
        if (archive.EndsWith(".zip", StringComparison.Ordinal))
        {
            using var zip = ZipFile.OpenRead(archive);
            return [.. zip.Entries.Select(entry => entry.FullName)];
        }

        using var tar = new TarReader(new GZipStream(File.OpenRead(archive), CompressionMode.Decompress));
        var names = new List<string>();
        while (tar.GetNextEntry() is { } entry)
        {
            names.Add(entry.Name);
        }

        return names;
    }

    private static void SkipWithoutImages() =>
        Assert.SkipUnless(BuiltRelease.AreImagesBuilt, "the images are not built: make images");

    private static SortedDictionary<string, string> Sums(string folder) => new(
        Directory.GetFiles(folder).ToDictionary(
            file => Path.GetFileName(file)!,
            file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))),
        StringComparer.Ordinal);
}
