using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Ramus.Chart.Tests.Monitoring;

public sealed partial class MetricsTests
{
    private const string RulesFile = $"{RamusChart.Folder}/files/alerts.yaml";

    [Fact]
    public void Alerts_and_dashboard_use_only_what_the_programs_export()
    {
        var exported = ExportedMetrics.All()
            .SelectMany(metric => metric.Kind == "histogram"
                ? [metric.Name + "_bucket", metric.Name + "_sum", metric.Name + "_count"]
                : new[] { metric.Name })
            .Concat(ExportedMetrics.OfEveryProcess);
        var dashboard = File.ReadAllText(Repository.Path($"{RamusChart.Folder}/files/dashboard.json"));

        var used = Name().Matches(string.Join('\n', Expressions().Append(dashboard))).Select(match => match.Value);

        used.Distinct().Except(exported).ShouldBeEmpty();
    }

    [Fact]
    public void Promtool_can_read_every_expression_of_the_dashboard_and_every_panel_has_a_description()
    {
        var panels = JsonDocument.Parse(File.ReadAllText(Repository.Path($"{RamusChart.Folder}/files/dashboard.json")))
            .RootElement.GetProperty("panels").EnumerateArray().ToList();
        var rules = panels.SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select((target, number) => $"  - {{record: 'of:dashboard:{number}', expr: {Expression(target)}}}")
            .ToList();
        rules.Count.ShouldBeGreaterThanOrEqualTo(panels.Count);
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, ["groups:", "- name: dashboard", "  rules:", .. rules]);

            Tool.Promtool.OrSkip().Run("check", "rules", file).ShouldContain("SUCCESS");
        }
        finally
        {
            File.Delete(file);
        }

        panels.Where(panel => panel.GetProperty("description").GetString()!.Length == 0).ShouldBeEmpty();
    }

    [Fact]
    public void The_page_on_metrics_names_every_metric_and_alert_and_no_others()
    {
        var page = File.ReadAllText(Repository.Path("docs/metrics.md"));

        Row().Matches(page).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal).ShouldBe(
            ExportedMetrics.All().Select(metric => metric.Name).Concat(ExportedMetrics.OfEveryProcess)
                .Concat(Alerts().Select(rule => rule.TextAt("alert")!)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Promtool_finds_nothing_to_say_about_the_alerts() =>
        Tool.Promtool.OrSkip().Run("check", "rules", RulesFile).ShouldContain("SUCCESS");

    [Fact]
    public void The_alerts_fire_when_they_should_and_only_then() =>
        Tool.Promtool.OrSkip().Run("test", "rules", "tests/unit/Ramus.Chart.Tests/Monitoring/alerts-test.yaml");

    [Fact]
    public void Every_alert_has_a_test()
    {
        var test = File.ReadAllText(Repository.Path("tests/unit/Ramus.Chart.Tests/Monitoring/alerts-test.yaml"));

        Alerts().Select(rule => rule.TextAt("alert")!)
            .Where(alert => !test.Contains($"alertname: {alert}\n", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_recording_rule_has_a_test_and_is_on_the_page()
    {
        var test = File.ReadAllText(Repository.Path("tests/unit/Ramus.Chart.Tests/Monitoring/alerts-test.yaml"));
        var page = File.ReadAllText(Repository.Path("docs/metrics.md"));
        var names = Rules().Select(rule => rule.TextAt("record")).OfType<string>().ToList();

        names.ShouldNotBeEmpty();
        names.ShouldAllBe(name => test.Contains($"expr: {name}\n", StringComparison.Ordinal));
        names.ShouldAllBe(name => page.Contains($"`{name}`", StringComparison.Ordinal));
    }

    // As JSON, with a value for each variable.
    private static string Expression(JsonElement target) =>
        Variable().Replace(target.GetProperty("expr").GetRawText(), ".*");

    private static IEnumerable<YamlNode> Alerts() => Rules().Where(rule => rule.TextAt("alert") is not null);

    private static IEnumerable<YamlNode> Rules() =>
        Yaml.Load(RulesFile).ListAt("groups").SelectMany(group => group.ListAt("rules"));

    private static IEnumerable<string> Expressions() => Rules().Select(rule => rule.TextAt("expr")!);

    [GeneratedRegex(@"\b(ramus_|process_|dotnet_)\w+")]
    private static partial Regex Name();

    [GeneratedRegex(@"\$\w+")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\| `(?<name>[A-Za-z_]+)`", RegexOptions.Multiline)]
    private static partial Regex Row();
}
