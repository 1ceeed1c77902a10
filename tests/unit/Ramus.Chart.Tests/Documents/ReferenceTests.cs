namespace Ramus.Chart.Tests.Documents;

/// <summary>docs/reference.md has every word that the code has, and no other.</summary>
public sealed class ReferenceTests
{
    private const string Settings = "cni-plugin/Ramus.Attachments/Settings/PluginSettings.cs";
    private const string Selection = "operator/Ramus.Contract/Selection";

    private static readonly Page Reference = new("reference.md");

    [Fact]
    public void Annotations_and_labels()
    {
        var inCode = Sources.Find(
            Sources.All,
            """["]((?:ramus\.dev|k8s(?:\.v1)?\.cni\.cncf\.io|v1\.multus-cni\.io)/[A-Za-z][A-Za-z-]*)["]""");

        Reference.FirstCells("## Annotations and labels", "| object |").ShouldBe(inCode, ignoreOrder: true);
    }

    [Fact]
    public void Keys_of_the_networks_annotation()
    {
        var inCode = Sources.Find(
            Sources.Read($"{Selection}/JsonForm.cs") + Sources.Read($"{Selection}/RequestedPorts.cs")
                + Sources.Read($"{Selection}/RequestedBandwidth.cs"),
            """(?:TryGetObject|TryGetList|GetText)\("([A-Za-z-]+)", what""");

        Reference.FirstCells("<!-- keys: selection -->", "<!-- end of keys -->")
            .ShouldBe(inCode.Except(["protocol", "hostIP"]), ignoreOrder: true);
    }

    [Fact]
    public void Keys_of_port_mappings_and_bandwidth()
    {
        var inCode = Sources.Find(
            Sources.Read($"{Selection}/RequestedPorts.cs") + Sources.Read($"{Selection}/RequestedBandwidth.cs"),
            """(?:Port|Limit|GetText)\((?:mapping, |value, )?"([A-Za-z]+)",""");
        var cells = Reference.Cells("<!-- keys: selection -->", "<!-- end of keys -->", 2);

        inCode.Except(cells).ShouldBeEmpty();
        inCode.Count.ShouldBe(8);
    }

    [Fact]
    public void Keys_of_the_network_status()
    {
        var inCode = Sources.Find(
            Sources.Read("operator/Ramus.Contract/Status/StatusText.cs"),
            """(?:\.Key\(|Add\(json, |AddTexts\(json, )"([a-z-]+)["]""");

        Reference.FirstCells("<!-- keys: status -->", "<!-- end of keys -->")
            .ShouldBe([.. inCode, "dns"], ignoreOrder: true);
    }

    [Fact]
    public void Keys_of_the_plugins_configuration()
    {
        var code = Sources.Read(Settings);
        string[] inCode =
        [
            .. Sources.Find(code, """(?:Get(?:Texts?|Flag)\(|TryGetKey\(|Read(?:Directory|Path)\(config, )"([A-Za-z]+)["]"""),
            .. Sources.Find(code, """IsSet\("([A-Za-z]+)"\)""").Select(static key => $"compatibility.{key}"),
            .. Sources.Find(Sources.Read("cni-plugin/Ramus.Attachments/Settings/Budget.cs"), """Seconds\("([a-z]+)["]""")
                .Select(static key => $"timeouts.{key}"),
            "logFile", "logLevel", "logOptions.maxSize",
        ];

        Reference.FirstCells("<!-- keys: plugin -->", "<!-- end of keys -->")
            .ShouldBe(inCode.Except(["compatibility"]), ignoreOrder: true);
    }

    [Fact]
    public void Events()
    {
        var states = Sources.Read("operator/Ramus.Operator/Networks/StateEvents.cs");
        string[] inCode =
        [
            .. Sources.Find(Sources.All, """EventType\.(?:Normal|Warning),\s*"([A-Za-z]+)["]"""),
            .. Sources.Find(states, """Tell\("[A-Za-z]+", "([A-Za-z]+)["]"""),
            // Of these two conditions what is False is an event.
            .. Conditions("operator/Ramus.Operator/Networks/StateDecision.cs")
                .Where(static condition => condition is { Type: "Valid" or "Rendered", Status: "False" })
                .SelectMany(static condition => condition.Reasons),
        ];

        Reference.FirstCells("## Events", "## Conditions").ShouldBe(inCode.Distinct(), ignoreOrder: true);
    }

    [Fact]
    public void Conditions_and_reasons()
    {
        var inCode = Conditions("operator/Ramus.Operator/Networks/StateDecision.cs")
            .Concat(Conditions("operator/Ramus.Node/Report/ReportGatherer.cs"))
            .SelectMany(static found => found.Reasons.Select(reason => $"{found.Type}/{reason}")).Distinct();
        var onPage = Reference.Between("## Conditions", "## Errors").Split('\n').Select(static line => line.Split('|'))
            .Where(static cells => cells.Length > 3 && cells[2].Contains('`', StringComparison.Ordinal))
            .SelectMany(static cells => Sources.Find(cells[3], "`([A-Za-z]+)`")
                .Select(reason => $"{cells[2].Trim(' ', '`')}/{reason}"));

        onPage.ShouldBe(inCode, ignoreOrder: true);
    }

    [Fact]
    public void Error_codes()
    {
        var inCode = Sources.Find(
            Sources.Read("operator/Ramus.Contract/Cni/CniErrorCode.cs"), "const int [A-Za-z]+ = ([0-9]+);");
        var onPage = Sources.Find(Reference.Between("## Errors", "## Exit"), @"\| ([0-9]+) \|");

        onPage.ShouldBe(inCode);
    }

    // new("Type", "Status" or true or false, ... "Reason" ..., message): a reason is one word with a capital.
    private static IEnumerable<(string Type, string Status, IReadOnlyList<string> Reasons)> Conditions(string path) =>
        from text in Sources.Find(
            Sources.Read(path), """(new\(\s*["][A-Z][A-Za-z]+["], (?:["][A-Z]|true|false).*?)(?=new\(|;)""")
        let words = Sources.Find(text, """(?:["]|, )([A-Z][A-Za-z]+|true|false)["]?(?=[,\s)])""")
        let status = words.Skip(1).First()
        let reasons = Sources.Find(After(text, status), """["]([A-Z][A-Za-z]+)["]""")
        select (words[0], status, reasons);

    private static string After(string text, string word) =>
        text[(text.IndexOf(word, StringComparison.Ordinal) + word.Length + 1)..];
}
