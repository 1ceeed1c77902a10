using System.Text.Json;
using Ramus.Client.Try.Input;

namespace Ramus.Client.Tests.Try.Seed;

public sealed class SeedFileTests
{
    // The versions that today's Kubernetes serves; the originals of 2018 had beta versions.
    private static readonly string[] ServedVersions =
    [
        "v1", "apps/v1", "rbac.authorization.k8s.io/v1", "apiextensions.k8s.io/v1", "k8s.cni.cncf.io/v1",
    ];

    public static TheoryData<string> Rows => [.. SeedRow.Names];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_is_made_of_objects_that_kubernetes_still_serves(string name)
    {
        var row = SeedRow.Load(name);

        var objects = row.Files
            .SelectMany(file => YamlDocuments.Read(File.ReadAllText(file), file))
            .Select(document => document.Element)
            .ToList();

        objects.ShouldAllBe(one => ServedVersions.Contains(one.GetProperty("apiVersion").GetString()));
        objects.Select(Describe).Intersect(row.Objects).ShouldBe(row.Objects, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_file_says_what_was_wrong_and_what_it_yields(string name)
    {
        foreach (var text in SeedRow.Load(name).Files.Select(File.ReadAllText))
        {
            text.ShouldStartWith("# Row ");
            text.Split("apiVersion:")[0].ShouldMatch("The original today|README.md");
        }
    }

    [Fact]
    public void The_kustomization_names_every_manifest_but_the_crd_and_what_needs_another_node_configuration()
    {
        var seed = Repository.Path("config/samples/seed");
        var named = YamlDocuments.Read(File.ReadAllText($"{seed}/kustomization.yaml"), "kustomization.yaml")[0].Element
            .GetProperty("resources").EnumerateArray().Select(file => file.GetString()!);

        Directory.EnumerateFiles(seed, "*.yaml", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(seed, path))
            .Except(["kustomization.yaml", "crd.yaml", "multus-ptp-portmap/pod.yaml"])
            .ShouldBe(named, ignoreOrder: true);
    }

    private static string Describe(JsonElement one) =>
        $"{one.GetProperty("apiVersion")} {one.GetProperty("kind")} {one.GetProperty("metadata").GetProperty("name")}";
}
