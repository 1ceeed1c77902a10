using System.Diagnostics;

namespace Ramus.Chart.Tests.Release;

/// <summary>A release in a registry: what `helm` and a container runtime get is what was built.</summary>
[Collection(ReleaseCollection.Name)]
[Trait("Needs", "Root")]
public sealed class PublishTests(BuiltRelease release)
{
    private const string Registry = "/usr/bin/docker-registry";

    [Fact]
    public async Task Images_and_chart_arrive_with_their_digests()
    {
        Assert.SkipUnless(BuiltRelease.AreImagesBuilt, "the images are not built: make images");
        Assert.SkipUnless(File.Exists(Registry), $"{Registry} is not there: tests/need-packages docker-registry");
        var scratch = Directory.CreateTempSubdirectory("ramus-registry-");
        var address = $"127.0.0.1:{FreePort.Take()}";
        using var registry = Serve(scratch.FullName, address);
        try
        {
            await AnswersAsync(address);

            var printed = await PublishAsync(address);

            printed.ShouldBe(
            [
                .. ReleaseTests.Images.Select(image => image.Data)
                    .Select(image => $"{address}/ramus/{image}@{Layout(image).Digest}"),
                $"{address}/ramus/charts/ramus@{Layout("ramus-chart").Digest}",
            ]);
            Tool.Helm4.OrSkip().Run(
                "pull", $"oci://{address}/ramus/charts/ramus", "--plain-http", "--version", RamusChart.AppVersion,
                "--destination", scratch.FullName);
            var chart = $"ramus-{RamusChart.AppVersion}.tgz";
            File.ReadAllBytes(Path.Combine(scratch.FullName, chart))
                .SequenceEqual(File.ReadAllBytes(Path.Combine(release.First, chart))).ShouldBeTrue();
        }
        finally
        {
            registry.Kill();
            await registry.WaitForExitAsync(CancellationToken.None);
            scratch.Delete(recursive: true);
        }
    }

    private OciLayout Layout(string name) =>
        new(Path.Combine(release.First, $"{name}-{RamusChart.AppVersion}.oci.tar"));

    private async Task<string[]> PublishAsync(string address)
    {
        using var process = Process.Start(new ProcessStartInfo(
            Repository.Path("config/release/publish"),
            ["--registry", $"{address}/ramus", "--insecure", "--from", release.First])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, await errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static Process Serve(string folder, string address)
    {
        var configuration = Path.Combine(folder, "registry.yaml");
        File.WriteAllText(configuration, $$$"""
            version: 0.1
            storage: {filesystem: {rootdirectory: {{{folder}}}/data}}
            http: {addr: "{{{address}}}"}
            """);
        return Process.Start("/bin/sh", ["-c", "exec \"$0\" serve \"$1\" >\"$1.log\" 2>&1", Registry, configuration]);
    }

    private static async Task AnswersAsync(string address)
    {
        using var http = new HttpClient();
        await Eventually.AgreesAsync(
            async () =>
            {
                try
                {
                    using var answer = await http.GetAsync(new Uri($"http://{address}/v2/"));
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "the registry answers");
    }
}
