using System.Text.Json.Nodes;

namespace Ramus.Chart.Tests.Images;

/// <summary>
/// The container images. The trait keeps them out of `make test-fast`: they need the five native programs.
/// </summary>
[Trait("Needs", "Root")]
public sealed class ImageTests(BuiltImages built) : IClassFixture<BuiltImages>
{
    private const long Limit = 40 << 20;

    public static TheoryData<string> Names() => [.. BuiltImages.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Two_builds_give_the_same_bytes(string name)
    {
        SkipWithoutPrograms();

        foreach (var file in (string[])[name + ".tar", name + ".cdx.json"])
        {
            File.ReadAllBytes(Path.Combine(built.Second, file)).AsSpan()
                .SequenceEqual(File.ReadAllBytes(Path.Combine(built.First, file))).ShouldBeTrue(file);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_small_and_says_what_it_is(string name)
    {
        SkipWithoutPrograms();

        new FileInfo(Path.Combine(built.First, name + ".tar")).Length.ShouldBeLessThan(Limit);
        var config = Image(name).Configuration;
        ((string?)config["User"]).ShouldBe(name == "ramus-node" ? "0:0" : "65532:65532");
        Texts(config["Entrypoint"]).ShouldBe([$"/usr/bin/{name}"]);
        var labels = config["Labels"]!;
        ((string?)labels["org.opencontainers.image.title"]).ShouldBe(name);
        ((string?)labels["org.opencontainers.image.version"]).ShouldBe(RamusChart.AppVersion);
        ((string?)labels["org.opencontainers.image.licenses"]).ShouldBe("Apache-2.0");
        ((string?)labels["org.opencontainers.image.description"]).ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_list_has_every_file_with_its_sum(string name)
    {
        SkipWithoutPrograms();

        var image = Image(name);
        image.Listed.ShouldBe(image.Content, ignoreOrder: true);
        var programs = image.Content.Where(file => file.Path.StartsWith("/usr/", StringComparison.Ordinal))
            .Select(file => file.Path);
        programs.ShouldBe(
            name == "ramus-node"
                ? ["/usr/bin/ramus-node", "/usr/bin/kubectl-ramus", "/usr/libexec/ramus/ramus"]
                : [$"/usr/bin/{name}"],
            ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void And_the_packages_that_the_libraries_come_from(string name)
    {
        SkipWithoutPrograms();

        var packages = Image(name).List["components"]!.AsArray()
            .Select(component => (string?)component!["purl"]).OfType<string>().ToList();
        packages.ShouldContain(package => package.StartsWith("pkg:deb/debian/libc6@", StringComparison.Ordinal));
        packages.ShouldContain(package => package.StartsWith("pkg:deb/debian/libssl3@", StringComparison.Ordinal));
        packages.ShouldContain(
            package => package.StartsWith("pkg:nuget/KubernetesClient.Aot@", StringComparison.Ordinal));
    }

    private static void SkipWithoutPrograms() =>
        Assert.SkipUnless(BuiltImages.AreProgramsBuilt, "the programs are not built: make build");

    private static IEnumerable<string> Texts(JsonNode? list) => list!.AsArray().Select(text => (string)text!);

    private ImageArchive Image(string name) => new(built.First, name);
}
