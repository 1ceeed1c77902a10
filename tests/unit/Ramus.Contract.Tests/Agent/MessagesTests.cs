using Ramus.Contract.Agent;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Tests.Agent;

public sealed class MessagesTests
{
    private static readonly PodKey Pod = new("d", "p", "u");

    public static TheoryData<string> Requests =>
    [
        """{"version":1,"ask":"annotations","pod":{"namespace":"d","name":"p","uid":"u"}}""",
        """{"version":1,"ask":"network","network":{"namespace":"d","name":"n"}}""",
        """{"version":1,"ask":"devices","pod":{"namespace":"d","name":"p","uid":"u"},"resources":["intel.com/x"]}""",
    ];

    public static TheoryData<string> Replies =>
    [
        """{"annotations":{"k":"v","K":"w","empty":""}}""",
        """{"network":{"name":"n","plugins":[{"type":"a", "big":9007199254740993}]}}""",
        """{"devices":{"intel.com/sriov":["0000:03:02.0"],"intel.com/SRIOV":[]}}""",
        """{"error":{"code":11,"msg":"try again","details":"why"}}""",
        """{"error":{"code":11,"msg":"try again"}}""",
        "{}",
    ];

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_is_written_as_it_was_read(string json)
    {
        AgentRequest.Parse(json.Utf8()).ToJson().Text().ShouldBe(json);
    }

    [Theory]
    [MemberData(nameof(Replies))]
    public void A_reply_is_written_as_it_was_read(string json)
    {
        AgentReply.Parse(json.Utf8()).ToJson().Text().ShouldBe(json);
    }

    [Theory]
    [InlineData("""{"ask":"annotations"}""", "request to the node agent has no 'pod'")]
    [InlineData("""{"ask":"annotations","pod":{"namespace":"d"}}""",
        "'pod' of request to the node agent has no 'name'")]
    [InlineData("""{"ask":"network"}""", "has no 'network'")]
    [InlineData("""{"ask":"network","network":{"namespace":"..","name":"x"}}""",
        "\"../x\" is not a valid namespace and name")]
    [InlineData(
        """{"ask":"network","network":{"namespace":"a","name":"../../x"}}""", "is not a valid namespace and name")]
    [InlineData(
        """{"ask":"annotations","pod":{"namespace":"d","name":".."}}""",
        "\"d/..\" is not a valid namespace and name of a pod")]
    [InlineData(
        """{"ask":"devices","pod":{"namespace":"../x","name":"p"}}""", "is not a valid namespace and name of a pod")]
    [InlineData(
        """{"ask":"weather"}""",
        "key 'ask' of the request to the node agent is \"weather\"; it must be annotations, network or devices")]
    [InlineData("{}", "has no 'ask'")]
    [InlineData(
        """{"version":2,"ask":"annotations"}""",
        "has version 2, but this program supports versions up to 1: update Ramus")]
    [InlineData("[]", "expected a JSON object")]
    [InlineData("", "is empty")]
    public void A_wrong_request_is_refused(string json, string message)
    {
        Bytes.Refusal(() => AgentRequest.Parse(json.Utf8())).ShouldContain(message);
    }

    [Theory]
    [InlineData("""{"annotations":{"k":1}}""", "key 'annotations.k' of reply of the node agent: expected a string")]
    [InlineData("""{"annotations":{"\n":1}}""", @"key 'annotations.\u000a' of reply")]
    [InlineData("""{"annotations":{"k":"1","k":"2"}}""", "is used twice")]
    [InlineData("""{"devices":{"r":"x"}}""", "expected a list")]
    [InlineData("""{"version":9}""", "has version 9")]
    [InlineData("""{"network":[]}""", "expected an object")]
    public void A_wrong_reply_is_refused(string json, string message)
    {
        Bytes.Refusal(() => AgentReply.Parse(json.Utf8())).ShouldContain(message);
    }

    [Fact]
    public void Keys_of_newer_peers_are_ignored()
    {
        AgentRequest.Parse("""
            {"version":1,"ask":"network","new":1,"network":{"namespace":"d","name":"n","new":{}}}
            """.Utf8()).Network.ShouldBe(new NetworkKey("d", "n"));
        AgentReply.Parse("""{"new":1,"annotations":{}}""".Utf8()).Annotations.ShouldNotBeNull().ShouldBeEmpty();
    }

    [Fact]
    public void An_error_without_a_code_is_internal()
    {
        AgentReply.Parse("""{"error":{}}""".Utf8()).Error.ShouldBe(new AgentError(999, ""));
    }

    [Fact]
    public void A_status_report_survives_a_round_trip()
    {
        var report = new StatusReport
        {
            ContainerId = "c1",
            Pod = Pod,
            NetworkStatus = "[{\n    \"name\": \"\\u003ca\\u003e\"\n}]",
            Attachments =
            [
                new("cbr0", "eth0", []),
                new("default/macvlan-conf", "net1", ["10.1.1.101/24", "fd00::1/64"]),
            ],
        };

        var again = StatusReport.Parse(report.ToJson());

        again.ContainerId.ShouldBe("c1");
        again.Pod.ShouldBe(Pod);
        again.NetworkStatus.ShouldBe(report.NetworkStatus);
        again.ToJson().ShouldBe(report.ToJson());
        again.Attachments.Select(a => a.EventMessage).ShouldBe([
            "Add eth0 [] from cbr0",
            "Add net1 [10.1.1.101/24 fd00::1/64] from default/macvlan-conf",
        ]);
        new ReportedAttachment("", "net1", ["10.1.1.1/8"]).EventMessage.ShouldBe("Add net1 [10.1.1.1/8]");
    }

    [Theory]
    [InlineData("""{"version":1,"pod":{"namespace":"d","name":"p"}}""", "status report has no 'containerID'")]
    [InlineData("""{"version":1,"containerID":"c"}""", "status report has no 'pod'")]
    [InlineData("""{"version":2}""", "has version 2")]
    [InlineData("""{"containerID":"c","pod":{"namespace":"d","name":"p"},"attachments":[null]}""",
        "attachment 1 of status report")]
    [InlineData("""{"containerID":"c",""", "status report line 1 column")]
    public void A_wrong_status_report_is_refused(string json, string message)
    {
        Bytes.Refusal(() => StatusReport.Parse(json.Utf8())).ShouldContain(message);
    }
}
