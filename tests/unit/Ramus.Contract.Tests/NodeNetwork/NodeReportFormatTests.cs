using System.Text.Json;
using CsCheck;
using Ramus.Contract.NodeNetwork;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Tests.NodeNetwork;

public sealed class NodeReportFormatTests
{
    private static readonly Gen<IReadOnlyList<string>> Texts =
        Gens.AnyText.List[0, 3].Select(texts => (IReadOnlyList<string>)texts);

    private static readonly Gen<ReportCondition> Condition =
        Gen.Select(Gens.AnyText, Gen.Bool, Gens.AnyText, Gens.AnyText, Gen.Long[0, 4_000_000_000]).Select(
            (type, isTrue, reason, message, since) => new ReportCondition(type, isTrue, reason, message)
            {
                Since = since == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(since),
            });

    private static readonly Gen<NodeReport> Report = Gen.Select(
        Gen.Select(Gens.AnyText, Gens.AnyText, Texts, Gen.Bool),
        Gen.Select(Gens.AnyText, Texts, Gens.AnyText.Null()).List[0, 3],
        Gen.Select(Gens.AnyText, Gens.AnyText, Gen.Int).List[0, 3],
        Gen.Select(Gens.Label, Gens.Label, Gens.AnyText).List[0, 3],
        Condition.List[0, 3],
        Gen.Select(Gen.Int, Gen.Int, Gen.ULong)).Select(
        (names, plugins, links, failures, conditions, counts) => new NodeReport
        {
            Version = names.Item1,
            DefaultNetwork = names.Item4 ? new ReportedDefaultNetwork(names.Item1, names.Item2, names.Item3) : null,
            Plugins = [.. plugins.Select(plugin => new InstalledPlugin(plugin.Item1, plugin.Item2, plugin.Item3))],
            Interfaces = [.. links.Select(link => new HostInterface(link.Item1, link.Item2, link.Item3))],
            Failures = [.. failures.Select(
                failure => new NetworkFailure(new NetworkKey(failure.Item1, failure.Item2), failure.Item3))],
            Conditions = conditions,
            Rendered = counts.Item1,
            Failed = counts.Item2,
            Revision = counts.Item3,
        });

    [Fact]
    public void A_report_that_was_written_is_read_as_it_was() => Report.Sample(
        report =>
        {
            var entity = Parse(NodeReportFormat.Write(report, "node-1", "u"));

            NodeReportFormat.Read(entity).ShouldHaveTheShapeOf(report);
            NodeReportFormat.ReadFailures(entity).ShouldBe(report.Failures);
            NodeReportFormat.ReadConditions(entity).ShouldBe(report.Conditions);
        },
        iter: 500);

    [Fact]
    public void The_object_is_named_after_its_node_and_owned_by_it() =>
        NodeReportFormat.Write(new NodeReport { Version = "1.0.0" }, "node-1", "u").Text().ShouldStartWith(
            "{\"apiVersion\":\"ramus.dev/v1alpha1\",\"kind\":\"NodeNetwork\",\"metadata\":{\"name\":\"node-1\","
            + "\"ownerReferences\":[{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"name\":\"node-1\",\"uid\":\"u\"}]},");

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"status":null}""")]
    [InlineData("""{"status":{"plugins":{},"interfaces":"x","networks":[],"conditions":1,"defaultNetwork":[]}}""")]
    [InlineData("""{"status":{"networks":{"failures":[1,{"network":"no-slash"},{"network":"a/../b"},{}]}}}""")]
    [InlineData("""{"status":{"networks":{"revision":"-1","rendered":"1","failed":1.5}}}""")]
    public void Missing_fields_and_fields_of_another_type_are_empty(string json) =>
        NodeReportFormat.Read(Parse(json.Utf8().ToArray())).ShouldHaveTheShapeOf(new NodeReport { Version = "" });

    private static JsonElement Parse(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
