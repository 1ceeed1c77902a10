using System.Text.Json;

namespace Ramus.Client.Tests.Try.Seed;

/// <summary>Runs every row of the seed examples on a scratch node, with the released programs.</summary>
[Trait("Needs", "Root")]
public sealed class SeedTests
{
    /// <summary>The rows that run pods; the name of a row says when a stand-in replaces a plugin.</summary>
    public static IEnumerable<TheoryDataRow<string>> Rows => SeedRow.Names
        .Where(name => SeedRow.Load(name).Runs)
        .Select(name => new TheoryDataRow<string>(name) { TestDisplayName = Describe(name, SeedRow.Load(name)) });

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task The_pods_of_a_row_match_its_expectation(string name)
    {
        var row = SeedRow.Load(name);

        var (status, output, error) = await TryProgram.RunAsync(Arguments(row));

        if (row.Refusal is { } refusal)
        {
            status.ShouldBe(2);
            error.ShouldContain(refusal);
            return;
        }

        status.ShouldBe(0, output + error);
        var report = JsonElement.Parse(output);
        foreach (var expected in row.Pods)
        {
            var pod = report.GetProperty("pods").EnumerateArray()
                .Single(one => $"{one.GetProperty("namespace")}/{one.GetProperty("name")}" == expected.Name);
            SeedExpectation.Check(expected.Value, pod, report.GetProperty("defaultNetwork").GetString()!);
        }
    }

    private static string Describe(string name, SeedRow row)
    {
        var standIns = row.StandIns.Where(plugin => plugin != "vlan" || !TryProgram.KernelHasVlans).ToList();
        return $"{nameof(SeedTests)}.{name}"
            + (standIns.Count == 0 ? "" : $" with a stand-in for {string.Join(", ", standIns)}")
            + (standIns.Contains("vlan") ? ", as this kernel has no 802.1Q" : "");
    }

    private static IEnumerable<string> Arguments(SeedRow row) =>
    [
        "--output", "json",
        .. row.Files.SelectMany(file => (string[])["-f", file]),
        .. row.Devices.SelectMany(device => (string[])["--device", device]),
        .. row.NodeConf is { } conf ? (string[])["--node-conf", conf] : [],
    ];
}
