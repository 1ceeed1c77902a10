using System.Text.Json;
using Ramus.Client.Tests.Try.Seed;

namespace Ramus.Client.Tests.Try.Samples;

/// <summary>The samples on a scratch node with real plugins: each pod gets what the file's comment says.</summary>
[Trait("Needs", "Root")]
public sealed class SampleTests(ITestOutputHelper output)
{
    /// <summary>The samples whose plugins and kernel features this machine has.</summary>
    public static TheoryData<string> Runnable =>
        [.. Sample.Names.Where(static name => SampleNeeds.Missing(Sample.Load(name)) is null)];

    [Theory]
    [MemberData(nameof(Runnable))]
    public async Task A_sample_gives_its_pods_what_it_says(string name)
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
                var found = pods[key].GetProperty("interfaces").EnumerateArray()
                    .Single(one => one.GetProperty("name").GetString() == link);
                Array.ForEach(claims, claim => SampleClaims.Check(claim, found, pods[key]));
            }
        }
    }

    /// <summary>Says in the log which samples did not run, and why; most of them must.</summary>
    [Fact]
    public void What_cannot_run_here_is_told_with_its_reason()
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
