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

    [Fact]
    public void A_failure_of_no_network_is_kept_whole() =>
        Failure.From(new CniError(7, "annotation x of the pod is invalid: no"))
            .ShouldBe(new Failure(7, null, null, "annotation x of the pod is invalid: no", null));

    [Fact]
    public void A_network_that_names_itself_again_is_named_once() =>
        Failure.From(new CniError(7, "network 'a/b', interface 'net1': network a/b: spec.config line 1: bad")).Why
            .ShouldBe("spec.config line 1: bad");

    [Theory]
    [InlineData("plugin 'x' is not installed on this node: no such file in /a", "--plugin-dir")]
    [InlineData("the pod was allocated no device of 'a/b'", "--device")]
    [InlineData("there is no NetworkAttachmentDefinition 'x' in namespace 'y'", "-f FILE")]
    public void What_can_be_done_here_comes_before_what_could_be_done_on_a_cluster(string why, string remedy) =>
        Failure.From(new CniError(7, $"network 'a/b', interface 'net1': {why}", "ask your administrator"))
            .ToDo.ShouldNotBeNull().ShouldContain(remedy);
}
