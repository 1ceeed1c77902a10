using Ramus.Attachments.Settings;
using Ramus.Contract.Admission;
using Ramus.Contract.Cni;
using Ramus.Contract.Network;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.NodeNetwork;
using Ramus.Contract.Selection;
using Ramus.Contract.Status;

namespace Ramus.Chart.Tests.Documents;

/// <summary>docs/reference.md has every word that the code has, and no other.</summary>
public sealed class ReferenceTests
{
    private static readonly Page Reference = new("reference.md");

    [Fact]
    public void Annotations_and_labels()
    {
        string[] inCode =
        [
            .. Constants<string>(typeof(Annotations)), .. Constants<string>(typeof(DeviceAttributes)),
            .. Constants<string>(typeof(RenderedKeys)), OptOut.Label, PluginKeys.Source, CannotRunLabel.Pattern,
        ];

        Reference.FirstCells("## Annotations and labels", "| object |").ShouldBe(inCode, ignoreOrder: true);
    }

    [Fact]
    public void Keys_of_the_networks_annotation() =>
        Reference.FirstCells("<!-- keys: selection -->", "<!-- end of keys -->")
            .ShouldBe(NetworkSelection.JsonKeys, ignoreOrder: true);

    [Fact]
    public void Keys_of_port_mappings_and_bandwidth() =>
        NetworkSelection.PortKeys.Concat(NetworkSelection.BandwidthKeys)
            .Except(Reference.Cells("<!-- keys: selection -->", "<!-- end of keys -->", 2)).ShouldBeEmpty();

    [Fact]
    public void Keys_of_the_network_status() =>
        Reference.FirstCells("<!-- keys: status -->", "<!-- end of keys -->")
            .ShouldBe(NetworkStatus.Keys, ignoreOrder: true);

    [Fact]
    public void Keys_of_the_plugins_configuration() =>
        Reference.FirstCells("<!-- keys: plugin -->", "<!-- end of keys -->")
            .ShouldBe(PluginSettings.Keys, ignoreOrder: true);

    [Fact]
    public void Events()
    {
        string[] inCode =
        [
            .. Constants<string>(typeof(EventReasons)),
            // Of these two conditions what is False is an event.
            .. StatusCondition.Known
                .Where(static known => known.Status == "False" && known.Type != StatusCondition.InUse)
                .Select(static known => known.Reason),
        ];

        Reference.FirstCells("## Events", "## Conditions").ShouldBe(inCode.Distinct(), ignoreOrder: true);
    }

    [Fact]
    public void Conditions_and_reasons()
    {
        var inCode = StatusCondition.Known.Select(static known => $"{known.Type}/{known.Reason}")
            .Concat(ReportCondition.Known.Select(static known => $"{known.Type}/{known.Reason}"));
        var onPage = Reference.Between("## Conditions", "## Errors").Split('\n').Select(static line => line.Split('|'))
            .Where(static cells => cells.Length > 3 && cells[2].Contains('`', StringComparison.Ordinal))
            .SelectMany(static cells => Sources.Find(cells[3], "`([A-Za-z]+)`")
                .Select(reason => $"{cells[2].Trim(' ', '`')}/{reason}"));

        onPage.ShouldBe(inCode, ignoreOrder: true);
    }

    [Fact]
    public void Error_codes()
    {
        var onPage = Sources.Find(Reference.Between("## Errors", "## Exit"), @"\| ([0-9]+) \|");

        onPage.Select(int.Parse).ShouldBe(Constants<int>(typeof(CniErrorCode)).Order());
    }

    /// <summary>The public constants of a class that holds words of the contract, and nothing else.</summary>
    private static IEnumerable<T> Constants<T>(Type words) =>
        words.GetFields().Where(static field => field.IsLiteral)
            .Select(static field => (T)field.GetRawConstantValue()!);
}
