using Ramus.Client.Try.Reporting;
using Ramus.Contract.Cni;

namespace Ramus.Client.Tests.Try.Reporting;

public sealed class FailureTests
{
    [Fact]
    public void A_failure_is_taken_apart()
    {
        var failure = Failure.From(new CniError(
            999,
            "plugin 'ramus' failed (ADD): network 'default/small', interface 'net2': plugin 'bridge' failed: full",
            "enlarge the range"));

        failure.ShouldBe(
            new Failure(999, "default/small", "net2", "plugin 'bridge' failed: full", "enlarge the range"));
    }

    [Theory]
    [InlineData("the plugin's details: exit status 2", null, "exit status 2")]
    [InlineData("use another; the plugin's details: a: b; c", "use another", "a: b; c")]
    [InlineData("use another", "use another", null)]
    public void What_the_plugin_says_is_no_remedy(string details, string? toDo, string? own)
    {
        foreach (var failure in (Failure[])
            [
                Failure.From(new CniError(999, "network 'a/b', interface 'net1': x", details)),
                Failure.From(new CniError(
                    999, "plugin 'ramus' failed (ADD): network 'a/b', interface 'net1': x",
                    CniError.PluginDetails + details)),
            ])
        {
            failure.ToDo.ShouldBe(toDo);
            failure.Details.ShouldBe(own);
        }
    }

    [Fact]
    public void A_failure_of_no_network_is_kept_whole() =>
        Failure.From(new CniError(7, "annotation x line 1 column 3: no"))
            .ShouldBe(new Failure(7, null, null, "annotation x line 1 column 3: no", null));

    [Fact]
    public void A_network_that_names_itself_again_is_named_once() =>
        Failure.From(new CniError(7, "network 'a/b', interface 'net1': network a/b: spec.config line 1: bad")).Why
            .ShouldBe("spec.config line 1: bad");

    [Theory]
    [InlineData("plugin 'x' is not installed on this node: no such file in /a", "--plugin-dir")]
    [InlineData("the pod was allocated no device of 'a/b'", "--device")]
    [InlineData("there is no NetworkAttachmentDefinition 'x' in namespace 'y'", "-f FILE")]
    public void A_remedy_for_the_scratch_node_replaces_the_remedy_for_a_cluster(string why, string remedy) =>
        Failure.From(new CniError(7, $"network 'a/b', interface 'net1': {why}", "ask your administrator"))
            .ToDo.ShouldNotBeNull().ShouldContain(remedy);
}
