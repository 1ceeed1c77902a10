using System.Reflection;
using Ramus.Contract.Selection;
using Ramus.Webhook.Pods;

namespace Ramus.Webhook.Tests.Injector;

/// <summary>
/// rows.tsv lists inputs of network-resources-injector, Ramus' behaviour for each input, and the tests that prove it:
/// a directory below tests/golden/webhook, or a test method.
/// </summary>
public sealed class InjectorRowTests
{
    public static TheoryData<string> Rows =>
        [.. File.ReadLines(Repository.Path("tests/unit/Ramus.Webhook.Tests/Injector/rows.tsv")).Skip(1)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Each_row_is_shown_by_a_test(string row)
    {
        var columns = row.Split('\t');

        columns.Length.ShouldBe(4);
        columns.ShouldAllBe(column => column.Length > 0);
        foreach (var test in columns[3].Split(' '))
        {
            Exists(test).ShouldBeTrue(test);
        }
    }

    [Fact]
    public void No_row_is_left_out() => Rows.Count.ShouldBe(161);

    [Theory]
    [InlineData("", "")]
    [InlineData("net1@eth0", "default/net1@eth0")]
    [InlineData("net1", "default/net1")]
    [InlineData("ns1/net1", "ns1/net1")]
    [InlineData("""[{"name":"net1"},{"name":"net2","namespace":"ns1"}]""", "default/net1 ns1/net2")]
    public void Text_is_read_as_networks(string text, string expected) =>
        string.Join(' ', NetworkSelection.Parse(text, "default").Select(selection =>
            selection.Interface is null ? $"{selection.Key}" : $"{selection.Key}@{selection.Interface}"))
            .ShouldBe(expected);

    [Theory]
    [InlineData("hugepages-1Gi", "1Gi")]
    [InlineData("hugepages-1Mi", "1Mi")]
    [InlineData("hugepages-512Ki", "512Ki")]
    [InlineData("hugepages-4Gi", "4Gi")]
    [InlineData("hugepage-1Gi", null)]
    [InlineData("", null)]
    public void Huge_pages_are_recognized_by_their_name(string resource, string? size) =>
        HugePages.SizeOf(resource).ShouldBe(size);

    private static bool Exists(string test)
    {
        if (test.StartsWith("golden:", StringComparison.Ordinal))
        {
            return Directory.Exists(Repository.Path($"tests/golden/webhook/{test["golden:".Length..]}"));
        }

        var (type, method) = (test.Split('.')[0], test.Split('.')[1]);
        return type == "InjectionReadingTests"
            ? File.ReadAllText(Repository.Path($"tests/unit/Ramus.Contract.Tests/Admission/{type}.cs"))
                .Contains($" {method}(", StringComparison.Ordinal)
            : Assembly.GetExecutingAssembly().GetTypes().Any(t => t.Name == type && t.GetMethod(method) is not null);
    }
}
