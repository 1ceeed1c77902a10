using System.Text.Json.Nodes;
using Ramus.Contract.Selection;

namespace Ramus.Attachments.Tests.Plan;

public sealed class IsolationTests : IDisposable
{
    private readonly ScratchNode node = new ScratchNode(new RamusPlugin())
        .Render("shop/one").Render("default/one").Render("kube-system/one").Render("foo/one");

    public IsolationTests() => node.Settings["namespaceIsolation"] = true;

    public void Dispose() => node.Dispose();

    [Theory]
    [InlineData("one")]
    [InlineData("shop/one")]
    [InlineData("default/one")]
    public void Networks_of_the_pods_namespace_and_of_global_ones_are_allowed(string annotation) =>
        node.Asking(annotation).Add().ShouldSucceed();

    [Fact]
    public void Networks_of_other_namespaces_are_refused_before_any_plugin_runs()
    {
        var answer = node.Asking("one,kube-system/one").Add();

        answer.ShouldFail(7).ShouldBe(
            "network 'kube-system/one', interface 'net2': namespace isolation is on: "
            + "pods of namespace 'shop' may not use network 'kube-system/one' of another namespace; use a network of "
            + "'shop' or of a global namespace (default)");
        node.Plugins.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void Global_namespaces_are_a_list_with_spaces()
    {
        node.Settings["globalNamespaces"] = " foo,bar ,baz";

        node.Asking("foo/one").Add().ShouldSucceed();
        node.Asking("default/one").Add("pod-2").ShouldFail(7).ShouldContain("isolation");
    }

    [Fact]
    public void The_default_network_annotation_does_not_bypass_isolation()
    {
        node.Annotations![Annotations.DefaultNetwork] = "kube-system/one";

        node.Add().ShouldFail(7).ShouldContain("isolation");
        node.Plugins.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void The_policys_grants_reach_other_namespaces_and_no_further()
    {
        node.Settings["namespaceIsolation"] = false;
        node.Settings["use"] = JsonNode.Parse(
            """
            {"isolated": true, "globalNamespaces": ["default"],
             "grants": [{"namespaces": ["sh*"], "networks": ["foo/one"]}]}
            """);

        node.Asking("one,default/one,foo/one").Add().ShouldSucceed();
        node.Asking("kube-system/one").Add("pod-2").ShouldFail(7).ShouldBe(
            "network 'kube-system/one', interface 'net1': forbidden by the cluster's policy: pods of namespace 'shop' "
            + "may not use network 'kube-system/one' of another namespace; use a network of 'shop' or of a global "
            + "namespace (default)");
    }

    [Theory]
    [InlineData("builder", null)]
    [InlineData("default", "pods of namespace 'shop' with service account 'default' may not use network 'foo/one'")]
    [InlineData(null, "pods of namespace 'shop' whose service account is unknown may not use network 'foo/one'")]
    public void What_only_a_service_account_may_use_is_decided_by_what_the_agent_says_of_the_pod(
        string? account, string? refused)
    {
        GrantToBuilder();
        using var agent = node.StartAgent();
        agent.ServiceAccount = account;
        node.Annotations!["serviceAccount"] = "builder";
        node.Asking("one,foo/one,default/one");

        var answer = node.Add();

        if (refused is null)
        {
            answer.ShouldSucceed();
        }
        else
        {
            answer.ShouldFail(7).ShouldContain(refused);
            node.Plugins.Calls.ShouldBeEmpty();
        }
    }

    [Fact]
    public void The_agent_is_asked_only_where_a_service_account_decides()
    {
        GrantToBuilder();

        node.Asking("one,default/one,kube-system/one").Add().ShouldFail(7).ShouldContain(
            "pods of namespace 'shop' may not use network 'kube-system/one'");
        node.Asking("one,default/one").Add("pod-2").ShouldSucceed();
        node.Asking("foo/one").Add("pod-3").ShouldFail(11).ShouldContain("the node agent does not answer");
        node.Delete("pod-3").ShouldSucceed();
    }

    [Theory]
    [InlineData("""{"isolated": true, "ofANewerVersion": []}""")]
    [InlineData("""{"isolated": true, "requests": [{"namespaces": ["*"], "ofANewerVersion": []}]}""")]
    public void What_a_plugin_does_not_know_of_the_policy_keeps_pods_from_starting_and_not_from_ending(string use)
    {
        node.Settings["namespaceIsolation"] = false;
        node.Asking("one").Add().ShouldSucceed();
        node.Settings["use"] = JsonNode.Parse(use);

        node.Asking("one").Add("pod-2").ShouldFail(7).ShouldContain("ofANewerVersion");
        node.Delete().ShouldSucceed();
        node.Delete("pod-2").ShouldSucceed();
        node.Delete("pod-of-nobody").ShouldSucceed();
    }

    private void GrantToBuilder()
    {
        node.Settings["namespaceIsolation"] = false;
        node.Settings["use"] = JsonNode.Parse("""{"isolated": true}""");
        node.Settings["accountGrants"] = JsonNode.Parse(
            """[{"namespaces": ["shop"], "networks": ["foo/one"], "serviceAccounts": ["build*"]}]""");
    }

    [Fact]
    public void Without_isolation_everything_is_allowed()
    {
        node.Settings["namespaceIsolation"] = false;

        node.Asking("kube-system/one").Add().ShouldSucceed();
    }

    [Theory]
    [InlineData("""[{"name":"one","ips":["10.0.0.7/24"]}]""", "'ips'")]
    [InlineData("""[{"name":"one","mac":"02:00:00:00:00:01"}]""", "'mac'")]
    [InlineData("""[{"name":"one","infiniband-guid":"24:8a:07:03:00:8d:ae:2e"}]""", "'infiniband-guid'")]
    [InlineData("""[{"name":"one","deviceID":"0000:03:02.0"}]""", "'deviceID'")]
    [InlineData("""[{"name":"one","cni-args":{"sysctl":{}}}]""", "'cni-args'")]
    [InlineData("""[{"name":"one","bandwidth":{"ingressRate":1000,"ingressBurst":1000}}]""", "'bandwidth'")]
    [InlineData("""[{"name":"one","default-route":["10.0.0.1"]}]""", "'default-route'")]
    [InlineData("""[{"name":"one","portMappings":[{"hostPort":22,"containerPort":22}]}]""", "port 22")]
    public void The_policy_covers_the_pods_requests(string annotation, string named)
    {
        node.Settings["namespaceIsolation"] = false;
        node.Settings["use"] = JsonNode.Parse(
            """
            {"isolated": false,
             "requests": [{"namespaces": ["*"], "podRequests": ["portMappings"], "hostPorts": ["30000-32767"]}]}
            """);
        node.Asking(annotation).Add().ShouldFail(7).ShouldContain(named);

        node.Plugins.Calls.ShouldBeEmpty();
        node.Asking("one").Add().ShouldSucceed();
    }

    [Fact]
    public void A_pod_takes_another_default_network_only_where_the_policy_allows_that()
    {
        node.Settings["namespaceIsolation"] = false;
        node.Settings["use"] = JsonNode.Parse(
            """{"isolated": false, "requests": [{"namespaces": ["*"], "podRequests": []}]}""");
        node.Annotations![Annotations.DefaultNetwork] = "shop/one";

        node.Add().ShouldFail(7).ShouldContain("'default-network'");
    }
}
