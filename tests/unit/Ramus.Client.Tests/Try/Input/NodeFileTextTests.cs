using Ramus.Client.Try.Input;

namespace Ramus.Client.Tests.Try.Input;

public sealed class NodeFileTextTests
{
    [Theory]
    [InlineData("{\"cniVersion\":\"1.0.0\",\"type\":\"ramus\"}", false)]
    [InlineData("kind: Config\nusers:\n- name: a\n  user: {token: x}", false)]
    [InlineData("kind: Config\nusers:\n- name: a\n  user: {exec: {command: sh}}", true)]
    [InlineData("{\"users\":[{\"user\":{\"\\u0065xec\":{\"command\":\"sh\"}}}]}", true)]
    [InlineData("users: [{user: {\"\\x65xec\": {command: sh}}}]", true)]
    [InlineData("users: [{user: {auth-provider: {config: {cmd-path: sh}}}}]", true)]
    [InlineData("users: [{user: {exec: {command: sh}}]", true)]
    [InlineData("plain text", false)]
    public void A_kubeconfig_that_runs_programs_is_recognised(string text, bool runs) =>
        NodeFileText.RunsPrograms(text).ShouldBe(runs);
}
