namespace Architecture.Tests;

/// <summary>The arrows between projects, as docs/architecture.md draws them.</summary>
public sealed class ReferenceTests
{
    // Direct references; what those refer to comes with them.
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Ramus.Contract"] = [],
        ["Ramus.Linux"] = [],
        ["Ramus.Kubernetes"] = [],
        ["Ramus.Validation"] = ["Ramus.Contract"],
        ["Ramus.Cni"] = ["Ramus.Contract", "Ramus.Linux"],
        ["Ramus.Attachments"] = ["Ramus.Cni"],
        ["Ramus.Plugin"] = ["Ramus.Attachments"],
        ["Ramus.Operator"] = ["Ramus.Contract", "Ramus.Kubernetes", "Ramus.Validation"],
        ["Ramus.Webhook"] = ["Ramus.Contract", "Ramus.Kubernetes", "Ramus.Validation"],
        ["Ramus.Node"] = ["Ramus.Attachments", "Ramus.Contract", "Ramus.Kubernetes", "Ramus.Validation"],
        ["Ramus.Client"] = ["Ramus.Attachments", "Ramus.Kubernetes", "Ramus.Validation"],
    };

    [Fact]
    public void Every_project_refers_to_those_that_its_component_may_use() =>
        Repository.Released
            .Select(project => $"{project}: {string.Join(", ", project.References.Order(StringComparer.Ordinal))}")
            .ShouldBe(
                Arrows.Select(arrow => $"{arrow.Key}: {string.Join(", ", arrow.Value)}"), ignoreOrder: true);

    [Fact]
    public void The_contract_the_system_calls_and_the_plugin_use_no_package() =>
        Repository.Released
            .Where(project => project.Packages.Count > 0)
            .Select(project => project.Name)
            .ShouldNotContain(name => name == "Ramus.Contract" || name == "Ramus.Linux" || name == "Ramus.Cni"
                || name == "Ramus.Attachments" || name == "Ramus.Plugin");

    [Fact]
    public void Only_one_library_has_unsafe_code() =>
        Exceptions.Hold("unsafe", Repository.Released
            .Where(project => project.AllowsUnsafeCode && project.Name != "Ramus.Linux")
            .Select(project => (project.Name, 1)));

    [Fact]
    public void No_project_compiles_sources_of_another() =>
        Exceptions.Hold("linked-sources", Repository.All
            .Where(project => project.LinkedSources.Count > 0)
            .Select(project => (project.Name, project.LinkedSources.Count)));
}
