using Ramus.Contract.Agent;
using Ramus.Contract.Selection;

namespace Ramus.Attachments.Tests.Plan;

/// <summary>The sources of annotations and networks: the runtime, the node's disk, the node agent.</summary>
public sealed class NetworkSourceTests : IDisposable
{
    private const string One = """{"cniVersion":"1.0.0","name":"one","plugins":[{"type":"one","of":"the agent"}]}""";

    private readonly ScratchNode node = new(new RamusPlugin());

    public void Dispose() => node.Dispose();

    [Fact]
    public void With_given_annotations_and_rendered_networks_the_agent_is_not_asked()
    {
        using var agent = node.Render("shop/one").StartAgent();

        node.Asking("one").Add().ShouldSucceed();

        agent.Requests.ShouldBeEmpty();
        node.Plugins.Log.ShouldBe(["ADD default eth0", "ADD one net1"]);
    }

    [Fact]
    public void The_agent_is_asked_for_annotations_that_the_runtime_did_not_send()
    {
        using var agent = node.Render("shop/one").StartAgent();
        agent.Annotations[Annotations.Networks] = "one";
        node.Annotations = null;

        node.Add().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["ADD default eth0", "ADD one net1"]);
        var request = agent.Requests.ShouldHaveSingleItem();
        request.Ask.ShouldBe(AgentQuestion.Annotations);
        request.Pod.ShouldBe(new PodKey("shop", "web", "uid-1"));
    }

    [Fact]
    public void Without_runtime_and_agent_the_pod_has_to_wait()
    {
        node.Annotations = null;

        var answer = node.Add();

        answer.ShouldFail(11).ShouldContain("the node agent does not answer");
        answer.Message.ShouldContain(node.Socket);
        answer.Details.ShouldContain("ramus-node");
        node.Plugins.Calls.ShouldBeEmpty();
        node.Remembered.ShouldBeEmpty();
    }

    [Fact]
    public void A_caller_that_names_no_pod_gets_the_default_network()
    {
        node.Args = "";
        node.Annotations = null;

        node.Add().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["ADD default eth0"]);
        node.Plugins.Calls[0].Args.ShouldBe("IgnoreUnknown=1");
    }

    [Fact]
    public void Annotation_keys_are_told_apart_by_their_case()
    {
        node.Annotations!["K8S.v1.cni.cncf.io/Networks"] = "one";

        node.Add().ShouldSucceed();

        node.Plugins.Log.ShouldBe(["ADD default eth0"]);
    }

    [Fact]
    public void The_agent_is_asked_for_a_network_that_is_not_rendered_yet()
    {
        using var agent = node.StartAgent();
        agent.Networks[new NetworkKey("shop", "one")] = One;

        node.Asking("one").Add().ShouldSucceed();

        node.Plugins.Calls[1].Text("of").ShouldBe("\"the agent\"");
        agent.Requests.ShouldHaveSingleItem().Network.ShouldBe(new NetworkKey("shop", "one"));
    }

    [Fact]
    public void The_rendered_file_is_preferred()
    {
        using var agent = node.Render("shop/one").StartAgent();
        agent.Networks[new NetworkKey("shop", "one")] = One;

        node.Asking("one").Add().ShouldSucceed();

        node.Plugins.Calls[1].Has("of").ShouldBeFalse();
    }

    [Fact]
    public void A_network_that_does_not_exist_is_named_with_the_agents_words()
    {
        using var agent = node.StartAgent();

        var message = node.Asking("one").Add().ShouldFail(7);

        message.ShouldBe("network 'shop/one', interface 'net1': there is no NetworkAttachmentDefinition shop/one");
        node.Plugins.Calls.ShouldBeEmpty();
        node.Remembered.ShouldBeEmpty();
    }

    [Fact]
    public void A_network_that_nobody_can_tell_of_has_to_wait()
    {
        var message = node.Asking("one").Add().ShouldFail(11);

        message.ShouldStartWith("network 'shop/one', interface 'net1': the node agent does not answer");
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("{}")]
    [InlineData("""{"cniVersion":"1.0.0","name":"one","plugins":[]}""")]
    [InlineData("""{"cniVersion":"1.0.0","name":"one","plugins":[{"type":"../one"}]}""")]
    [InlineData("""{"cniVersion":"1.0.0","name":"../one","plugins":[{"type":"one"}]}""")]
    [InlineData("")]
    public void A_rendered_file_that_is_broken_is_named(string content)
    {
        var message = node.Render("shop/one", content).Asking("one").Add().ShouldFail(7);

        message.ShouldStartWith("network 'shop/one', interface 'net1': ");
        message.ShouldContain("/networks/shop/one.conflist");
        node.Plugins.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("shop/..")]
    [InlineData("""[{"name":"one","namespace":"../.."}]""")]
    [InlineData("""[{"name":"../one"}]""")]
    public void A_name_that_leaves_the_directory_is_refused(string annotation)
    {
        node.Render("shop/one").Asking(annotation).Add().ShouldFail(7);

        node.Plugins.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void The_agents_own_error_keeps_its_code()
    {
        using var agent = node.StartAgent();
        agent.Error = new AgentError(11, "the API server does not answer", "wait");
        node.Annotations = null;

        var answer = node.Add();

        answer.ShouldFail(11).ShouldBe("the API server does not answer");
        answer.Details.ShouldBe("wait");
    }
}
