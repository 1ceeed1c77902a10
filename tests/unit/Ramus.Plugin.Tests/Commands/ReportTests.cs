using Ramus.Contract.Selection;

namespace Ramus.Plugin.Tests.Commands;

/// <summary>The status report that the node agent publishes.</summary>
public sealed class ReportTests : IDisposable
{
    private readonly ScratchNode node = new ScratchNode(new RamusPlugin()).Render("shop/one").Render("shop/two");

    public void Dispose() => node.Dispose();

    [Fact]
    public void It_names_the_pod_and_every_attachment_in_order()
    {
        node.Asking("one,two@blue").Add().ShouldSucceed();

        var report = node.Report;
        report.ContainerId.ShouldBe("pod-1");
        report.Pod.ShouldBe(new PodKey("shop", "web", "uid-1"));
        report.Attachments.Select(attachment => attachment.EventMessage).ShouldBe(
        [
            "Add eth0 [10.0.0.2/24] from cluster",
            "Add net1 [10.0.0.3/24] from shop/one",
            "Add blue [10.0.0.4/24] from shop/two",
        ]);
    }

    [Fact]
    public void Its_network_status_is_what_Multus_would_write()
    {
        node.Asking("one").Add().ShouldSucceed();

        node.Report.NetworkStatus.ShouldBe("""
            [{
                "name": "cluster",
                "interface": "eth0",
                "ips": [
                    "10.0.0.2"
                ],
                "mac": "0a:00:00:00:00:01",
                "default": true,
                "dns": {}
            },{
                "name": "shop/one",
                "interface": "net1",
                "ips": [
                    "10.0.0.3"
                ],
                "mac": "0a:00:00:00:00:01",
                "dns": {}
            }]
            """);
    }

    [Fact]
    public void A_network_with_nothing_to_show_has_no_event()
    {
        node.Plugins.Answer("one", "ADD", "{}");

        node.Asking("one").Add().ShouldSucceed();

        node.Report.Attachments.Select(attachment => attachment.Network).ShouldBe(["cluster"]);
    }

    [Fact]
    public void Its_file_is_complete_or_not_there()
    {
        node.Add().ShouldSucceed();

        var file = Directory.EnumerateFiles($"{node.State}/spool").ShouldHaveSingleItem();
        Path.GetFileName(file).ShouldBe("pod-1.json");
    }

    [Fact]
    public void A_failed_ADD_reports_nothing()
    {
        node.Plugins.Fail("one", "ADD", 123, "no");

        node.Asking("one").Add().ShouldFail(123);

        node.Remembered.ShouldBeEmpty();
    }

    [Fact]
    public void DEL_takes_a_report_back_that_nobody_published()
    {
        node.Add().ShouldSucceed();

        node.Delete().ShouldSucceed();

        Directory.EnumerateFiles($"{node.State}/spool").ShouldBeEmpty();
    }

    [Fact]
    public void A_report_that_cannot_be_written_costs_no_pod_its_networks()
    {
        node.Add().ShouldSucceed();
        node.Delete().ShouldSucceed();
        Directory.Delete($"{node.State}/spool");
        Directory.CreateDirectory($"{node.State}/spool/pod-1.json/in-the-way");

        node.Add().ShouldSucceed();
    }

    [Fact]
    public void A_caller_that_names_no_pod_gets_no_report()
    {
        node.Args = "";

        node.Add().ShouldSucceed();

        Directory.EnumerateFiles($"{node.State}/spool").ShouldBeEmpty();
    }
}
