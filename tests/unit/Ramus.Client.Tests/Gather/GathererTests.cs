using System.Formats.Tar;
using System.IO.Compression;
using Ramus.Client.Gather;
using Ramus.Client.Tests.Cluster;
using Ramus.Contract.NodeNetwork;

namespace Ramus.Client.Tests.Gather;

public sealed class GathererTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_archive_has_the_objects_and_no_secret()
    {
        await using var cluster = await StartAsync();

        var (files, problems) = await GatherAsync(cluster, 1 << 20);

        files.Keys.ShouldBe(
            [
                "versions.json", "networks.json", $"{NodeNetworkResource.Plural}.json", "nodes.json", "pods.json",
                "events.json",
                "system/configmaps.json", "system/deployments.json", "system/daemonsets.json",
                "system/mutating-webhooks.json", "system/validating-webhooks.json", "system/pods.json",
                "logs/ramus-node-x.agent.log", "README.txt",
            ],
            ignoreOrder: true);
        files["networks.json"].ShouldContain("\"blue\"");
        files["pods.json"].ShouldContain("\"web-0\"");
        files["pods.json"].ShouldNotContain("without-networks");
        files.Values.ShouldAllBe(static text => !text.Contains("very-secret-value"));
        files.Values.ShouldAllBe(static text => !text.Contains("dmVyeS1zZWNyZXQtdmFsdWU"));
        cluster.Server.Requests.ShouldAllBe(static request => !request.Path.Contains("secrets"));
        cluster.Server.Requests.ShouldAllBe(static request => request.Method == "GET");
        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_size_is_limited()
    {
        await using var cluster = await StartAsync();

        var (files, problems) = await GatherAsync(cluster, 2000);

        files.Values.Sum(static text => text.Length).ShouldBeLessThanOrEqualTo(2000);
        problems.ShouldContain(static problem => problem.Contains("reached the limit"));
    }

    private static async Task<SampleCluster> StartAsync()
    {
        var cluster = await SampleCluster.StartGoldenAsync();
        cluster.Add(await File.ReadAllTextAsync(SampleCluster.Golden("installation.yaml")));
        cluster.Server.Intercept = static async (request, context) =>
        {
            if (!request.Path.EndsWith("/log", StringComparison.Ordinal))
            {
                return false;
            }

            await context.Response.Body.WriteAsync("started\npassword=very-secret-value\n"u8.ToArray());
            return true;
        };
        return cluster;
    }

    private static async Task<(Dictionary<string, string> Files, IReadOnlyList<string> Problems)> GatherAsync(
        SampleCluster cluster, long most)
    {
        using var output = new MemoryStream();
        IReadOnlyList<string> problems;
        using (var archive = new SupportArchive(output, "case", most, Time))
        {
            problems = await new Gatherer(cluster.Reader, "ramus-system", archive)
                .RunAsync(TestContext.Current.CancellationToken);
        }

        output.Position = 0;
        return (Read(output), problems);
    }

    private static Dictionary<string, string> Read(Stream archive)
    {
        using var unpacked = new GZipStream(archive, CompressionMode.Decompress);
        using var reader = new TarReader(unpacked);
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            using var content = new StreamReader(entry.DataStream ?? Stream.Null);
            files[entry.Name["case/".Length..]] = content.ReadToEnd();
        }

        return files;
    }
}
