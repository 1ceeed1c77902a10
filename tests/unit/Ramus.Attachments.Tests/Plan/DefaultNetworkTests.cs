using System.Text.Json.Nodes;
using Ramus.Contract.Selection;

namespace Ramus.Attachments.Tests.Plan;

/// <summary>The annotation v1.multus-cni.io/default-network.</summary>
public sealed class DefaultNetworkTests : IDisposable
{
    private readonly ScratchNode node = new ScratchNode(new RamusPlugin())
        .Render("kube-system/one").Render("shop/two")
        .Render(
            "shop/three", """{"cniVersion":"1.0.0","name":"three","plugins":[{"type":"three","capabilities":{"mac":true,"portMappings":true}}]}""");

    public void Dispose() => node.Dispose();

    [Fact]
    public void It_replaces_the_default_network_and_looks_in_the_system_namespace()
    {
        node.Annotations![Annotations.DefaultNetwork] = "one";

        node.Asking("two").Add().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["ADD one eth0", "ADD two net1"]);
        node.Report.Attachments.Select(attachment => attachment.Network).ShouldBe(["kube-system/one", "shop/two"]);
    }

    [Fact]
    public void The_system_namespace_can_be_another()
    {
        node.Settings["multusNamespace"] = "shop";
        node.Annotations![Annotations.DefaultNetwork] = "two";

        node.Add().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["ADD two eth0"]);
    }

    [Fact]
    public void Its_result_is_the_result()
    {
        node.Annotations![Annotations.DefaultNetwork] = "shop/two";
        node.Plugins.Answer("two", "ADD", """{"cniVersion":"1.0.0","ips":[{"address":"192.0.2.7/24"}]}""");

        var answer = node.Add();

        answer.ShouldSucceed();
        answer.Json.GetProperty("ips")[0].GetProperty("address").GetString().ShouldBe("192.0.2.7/24");
    }

    [Fact]
    public void The_runtimes_arguments_reach_it_together_with_its_own_requests()
    {
        node.RuntimeConfig["portMappings"] = new JsonArray(new JsonObject { ["HostPort"] = 80 });
        node.Annotations![Annotations.DefaultNetwork] =
            """[{"name":"three","namespace":"shop","mac":"02:00:00:00:00:05"}]""";

        node.Add().ShouldSucceed();

        var arguments = node.Plugins.Calls.ShouldHaveSingleItem().Config.GetProperty("runtimeConfig");
        arguments.GetProperty("mac").GetString().ShouldBe("02:00:00:00:00:05");
        arguments.GetProperty("portMappings").GetRawText().ShouldBe("""[{"HostPort":80}]""");
    }

    [Theory]
    [InlineData("one,two", "names 2 networks")]
    [InlineData("", "names 0 networks")]
    [InlineData("[]", "names 0 networks")]
    public void It_must_name_exactly_one_network(string annotation, string message)
    {
        node.Annotations![Annotations.DefaultNetwork] = annotation;

        node.Add().ShouldFail(7).ShouldContain(message);
        node.Plugins.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void A_mistake_in_it_is_told_under_its_own_name()
    {
        node.Annotations![Annotations.DefaultNetwork] = "a/b/c";

        node.Add().ShouldFail(7).ShouldContain("v1.multus-cni.io/default-network");
    }
}
