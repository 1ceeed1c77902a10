using Ramus.Client.Check.Judging;
using Ramus.Client.Manifests;

namespace Ramus.Client.Tests.Check;

public sealed class SampleCheckTests
{
    /// <summary>Every sample that users copy, together, as the files of one cluster.</summary>
    [Fact]
    public void The_samples_have_no_errors()
    {
        var check = new ManifestCheck("default");
        var below = new EnumerationOptions { RecurseSubdirectories = true };
        foreach (var file in Directory.EnumerateFiles(Repository.Path("config/samples"), "*.yaml", below)
            .Where(static file => !file.Contains("/seed/")).Order(StringComparer.Ordinal))
        {
            check.Add(new ManifestFile(Path.GetRelativePath(Repository.Root, file), File.ReadAllText(file)), false);
        }

        var result = check.Run();

        result.Counts.Networks.ShouldBeGreaterThan(20);
        result.Findings.Where(static finding => finding.IsError).Select(static finding => finding.ToString())
            .ShouldBeEmpty();
    }
}
