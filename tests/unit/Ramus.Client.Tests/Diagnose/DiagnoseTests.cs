using Ramus.Client.Diagnose;
using Ramus.Client.Output;
using Ramus.Client.Tests.Cluster;

namespace Ramus.Client.Tests.Diagnose;

/// <summary>
/// Kinds of breakage, in tests/golden/diagnose: the objects of a cluster, with the object to diagnose and a part of the
/// cause in the first two lines; and the diagnosis.
/// </summary>
public sealed class DiagnoseTests
{
    private static readonly string Root = Repository.Path("tests/golden/diagnose");

    public static TheoryData<string> Cases() =>
        [.. Directory.EnumerateDirectories(Root).Select(static folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    [Trait(Expected.Trait, Expected.Files)]
    public async Task A_breakage_has_its_diagnosis(string name)
    {
        var (diagnosis, _) = await DiagnoseAsync(name);

        Expected.ShouldBe(Path.Combine(Root, name, "diagnosis.txt"), DiagnosisText.Table(diagnosis, Paint.None));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_cause_is_named_with_what_to_do(string name)
    {
        var (diagnosis, cause) = await DiagnoseAsync(name);

        if (cause.Length == 0)
        {
            diagnosis.Cause.ShouldBeNull();
            return;
        }

        diagnosis.Cause.ShouldNotBeNull().Text.ShouldContain(cause);
        diagnosis.Cause!.ToDo.ShouldNotBeEmpty();
    }

    /// <summary>The site makes anchors of headings as GitHub does.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_page_has_the_heading(string name)
    {
        var (diagnosis, _) = await DiagnoseAsync(name);
        var anchors = File.ReadLines(Repository.Path("docs/troubleshooting.md"))
            .Where(static line => line.StartsWith("## ", StringComparison.Ordinal))
            .Select(static line => string.Concat(line[3..].ToLowerInvariant()
                .Where(static c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-'))
            .ToList();

        diagnosis.Steps.Where(static step => step.Anchor.Length > 0).Select(static step => step.Anchor)
            .Except(anchors).ShouldBeEmpty();
    }

    private static async Task<(Diagnosis Diagnosis, string Cause)> DiagnoseAsync(string name)
    {
        var text = await File.ReadAllTextAsync(
            Path.Combine(Root, name, "cluster.yaml"), TestContext.Current.CancellationToken);
        var lines = text.Split('\n');
        await using var cluster = await SampleCluster.StartAsync(text);
        return (
            await DiagnoseCommand.DiagnoseAsync(
                cluster.Reader, lines[0]["# diagnose: ".Length..], "default", "ramus-system",
                TestContext.Current.CancellationToken),
            lines[1]["# cause:".Length..].Trim());
    }
}
