using System.Text;
using System.Text.Json;

namespace Ramus.Chart.Tests.Values;

/// <summary>charts/ramus/README.md has the values as values.yaml has them.</summary>
public sealed class DocumentationTests
{
    private const string Begin = "<!-- values: written by Ramus.Chart.Tests -->";
    private static readonly string Page = Repository.Path($"{RamusChart.Folder}/README.md");

    [Trait(Expected.Trait, Expected.Files)]
    [Fact]
    public void The_README_lists_every_value()
    {
        var text = File.ReadAllText(Page);

        Expected.ShouldBe(Page, $"{text[..text.IndexOf(Begin, StringComparison.Ordinal)]}{Begin}\n\n{Table()}");
    }

    [Fact]
    public void Every_value_says_what_it_is_for() =>
        ValuesFile.Read().Where(value => value.Description.Length == 0).Select(value => value.Key).ShouldBeEmpty();

    [Fact]
    public void The_schema_knows_the_values_of_values_yaml_and_no_others()
    {
        using var schema = JsonDocument.Parse(
            File.ReadAllText(Repository.Path($"{RamusChart.Folder}/values.schema.json")));

        var known = Leaves(schema.RootElement, "")
            .Where(key => key != "enabled" && !key.StartsWith("global", StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal);

        // What values.yaml documents as a whole, the schema may describe in parts.
        var documented = ValuesFile.Read().Select(value => value.Key).ToList();
        documented.Where(key => !known.Any(leaf => leaf == key || leaf.StartsWith(key + ".", StringComparison.Ordinal)))
            .ShouldBeEmpty("in values.yaml, but not in the schema");
        known.Where(leaf => !documented.Any(key => leaf == key || leaf.StartsWith(key + ".", StringComparison.Ordinal)))
            .ShouldBeEmpty("in the schema, but not in values.yaml");
    }

    private static IEnumerable<string> Leaves(JsonElement schema, string path)
    {
        if (!schema.TryGetProperty("properties", out var properties))
        {
            return [path];
        }

        return properties.EnumerateObject().SelectMany(
            property => Leaves(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}"));
    }

    private static string Table()
    {
        var text = new StringBuilder("| value | default | meaning |\n|---|---|---|\n");
        foreach (var value in ValuesFile.Read())
        {
            var standard = value.Default is null ? "see values.yaml" : $"`{value.Default}`";
            text.Append("| `").Append(value.Key).Append("` | ").Append(standard).Append(" | ")
                .Append(value.Description.Replace("|", "\\|", StringComparison.Ordinal)).Append(" |\n");
        }

        return text.ToString();
    }
}
