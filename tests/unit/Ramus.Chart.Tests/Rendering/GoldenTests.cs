namespace Ramus.Chart.Tests.Rendering;

/// <summary>
/// What the chart makes of each set of values in tests/golden/chart/CASE/values.yaml. render.yaml there has the
/// objects; all cases but "kubeadm" leave out those that are as in "kubeadm".
/// </summary>
public sealed class GoldenTests
{
    private const string Base = "kubeadm";

    private static readonly string Golden = Repository.Path("tests/golden/chart");

    public static TheoryData<string> Cases() =>
        [.. Directory.EnumerateDirectories(Golden).Select(folder => Path.GetFileName(folder)).Order(
            StringComparer.Ordinal)];

    [Trait(Expected.Trait, Expected.Files)]
    [Theory]
    [MemberData(nameof(Cases))]
    public void The_objects_are_those_of_the_golden_file(string name)
    {
        var rendered = Render(Tool.Helm4.OrSkip(), name);
        var usual = name == Base ? [] : Render(Tool.Helm4, Base).ToHashSet(StringComparer.Ordinal);
        var text = string.Join("---\n", rendered.Where(document => !usual.Contains(document)));

        Expected.ShouldBe(Path.Combine(Golden, name, "render.yaml"), text);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Helm_3_and_Helm_4_render_the_same(string name) =>
        Render(Tool.Helm3.OrSkip(), name).ShouldBe(Render(Tool.Helm4.OrSkip(), name));

    [Theory]
    [InlineData("kind")]
    [InlineData("eks")]
    [InlineData("rke2")]
    [InlineData("talos")]
    public void These_platforms_are_as_kubeadm(string platform) =>
        RamusChart.Render(Tool.Helm4.OrSkip(), "--set", $"platform={platform}").ShouldBe(RamusChart.Render(Tool.Helm4));

    // The first line of values.yaml may name a version of Kubernetes: "# Kubernetes 1.20.2".
    private static IReadOnlyList<string> Render(Tool helm, string name)
    {
        var values = Path.Combine(Golden, name, "values.yaml");
        var first = File.ReadLines(values).First().Split(' ');
        var version = first is ["#", "Kubernetes", var given] ? given : "1.36.0";
        return RamusChart.Render(helm, "--kube-version", version, "--values", values);
    }
}
