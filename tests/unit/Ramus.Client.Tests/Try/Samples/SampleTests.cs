using System.Text.Json;
using Ramus.Client.Tests.Try.Seed;
using Ramus.Testing.Reports;

namespace Ramus.Client.Tests.Try.Samples;

/// <summary>Runs the samples on a scratch node with real plugins, and checks the claims in their comments.</summary>
[Trait("Needs", "Root")]
public sealed class SampleTests(ITestOutputHelper output)
{
    /// <summary>The samples that can run on this machine.</summary>
    public static TheoryData<string> Runnable =>
        [.. Sample.Names.Where(static name => SampleNeeds.Missing(Sample.Load(name)) is null)];

    [Theory]
    [MemberData(nameof(Runnable))]
    public async Task A_sample_keeps_the_claims_about_its_pods(string name)
    {
        var sample = Sample.Load(name);

        string[] arguments = ["--output", "json", "-f", sample.File, .. sample.Options];
        var (status, text, error) = await TryProgram.RunAsync(arguments);

        status.ShouldBe(0, text + error);
        var pods = JsonElement.Parse(text).GetProperty("pods").EnumerateArray().ToDictionary(Key);
        foreach (var (key, links) in SampleClaims.Of(sample))
        {
            foreach (var (link, claims) in links)
            {
                var found = TriedInterface.Of(pods[key])[link];
                Array.ForEach(claims, claim => InterfaceClaim.Check(claim, found));
            }
        }
    }

    /// <summary>Logs the samples that did not run, and why; most samples must run.</summary>
    [Fact]
    public void Samples_that_cannot_run_here_are_logged_with_the_reason()
    {
        var missing = Sample.Names.Select(static name => (name, Reason: SampleNeeds.Missing(Sample.Load(name))))
            .Where(static sample => sample.Reason is not null).ToList();

        missing.ForEach(sample => output.WriteLine($"config/samples/{sample.name}.yaml did not run: {sample.Reason}"));

        missing.Count.ShouldBeLessThan(Sample.Names.Count / 2);
    }

    [Fact]
    public void Every_sample_says_what_each_of_its_pods_gets()
    {
        foreach (var sample in Sample.Names.Select(Sample.Load))
        {
            SampleClaims.Of(sample).Keys.ShouldBe(
                sample.Manifests.Pods.Select(static pod => $"{pod.Key.Namespace}/{pod.Key.Name}"),
                ignoreOrder: true,
                sample.Name);
            SampleClaims.Of(sample).Values.ShouldAllBe(static links => links.Count > 0, sample.Name);
        }
    }

    private static string Key(JsonElement pod) => $"{pod.GetProperty("namespace")}/{pod.GetProperty("name")}";
}
