using System.Diagnostics;

namespace Ramus.Chart.Tests.Rendering;

public sealed class ChartTests
{
    [Theory]
    [InlineData("helm")]
    [InlineData("helm3")]
    public void It_passes_the_strict_lint(string helm) =>
        new Tool(helm).OrSkip().Run("lint", "--strict", RamusChart.Folder);

    [Fact]
    public void Kubernetes_1_19_is_refused() =>
        RamusChart.Refuse(Tool.Helm4.OrSkip(), "--kube-version", "1.19.0").ShouldContain("1.20");

    [Fact]
    public void The_kustomize_files_are_what_the_chart_gives()
    {
        Tool.Helm4.OrSkip();
        using var render = Process.Start(Repository.Path("config/render"), "--check");
        render.WaitForExit();
        render.ExitCode.ShouldBe(0, "run: make manifests");
    }
}
