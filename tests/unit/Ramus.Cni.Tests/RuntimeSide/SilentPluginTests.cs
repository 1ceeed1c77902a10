using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Linux.Processes;

namespace Ramus.Cni.Tests.RuntimeSide;

/// <summary>Plugins that exit with 0 and print nothing, or an empty result: the rules of libcni.</summary>
public sealed class SilentPluginTests : IDisposable
{
    private readonly ScriptPlugins plugins = new("one");
    private readonly AttachmentParameters attachment =
        new() { ContainerId = "pod-1", Netns = "/some/netns", IfName = "eth0" };

    private NetworkRuntime Runtime => new(new Delegates(plugins.Path), ChildLimits.In(TimeSpan.FromSeconds(10)));

    public void Dispose() => plugins.Dispose();

    [Theory]
    [InlineData("0.1.0")]
    [InlineData("0.2.0")]
    [InlineData("0.3.1")]
    [InlineData("0.4.0")]
    [InlineData("1.0.0")]
    [InlineData("1.1.0")]
    public void Only_ADD_must_print_a_result_in_every_version(string version)
    {
        var network = Json.Network($$"""{"cniVersion":"{{version}}","name":"net","type":"one"}""");
        foreach (var nothing in new[] { "true", "echo", "printf ' \\n\\t '" })
        {
            plugins.On("one", "ADD", nothing);

            var error = Should.Throw<CniException>(() => Runtime.Add(network, attachment)).Error;

            error.Code.ShouldBe(CniErrorCode.DecodingFailure);
            error.Message.ShouldBe("plugin 'one' ended with status 0, but printed no result");
            error.Details.ShouldNotBeNull().ShouldContain($"{{\"cniVersion\": \"{version}\"}}");
        }

        foreach (var empty in new[] { "{}", "null" })
        {
            plugins.Answer("one", "ADD", empty);
            Runtime.Add(network, attachment).Result.IsEmpty.ShouldBeTrue();
        }

        foreach (var silent in new[] { "DEL", "CHECK", "STATUS", "GC" })
        {
            plugins.On("one", silent, "true");
        }

        Runtime.Delete(network, attachment, null);
        Runtime.Status(network);
        Runtime.CollectGarbage(network, Json.Of("[]"));
        if (CniVersions.AtLeast(version, "0.4.0"))
        {
            Runtime.Check(network, attachment, null);
        }
    }

    [Theory]
    [InlineData("""{"cniVersion":"1.0.0","code":7,"msg":"bad"}""", 7, "bad")]
    [InlineData("""{"code":11}""", 11, "")]
    [InlineData("""{"msg":"only words"}""", CniErrorCode.Internal, "only words")]
    public void An_error_object_with_status_0_is_no_result(string output, int code, string message)
    {
        plugins.Answer("one", "ADD", output);
        var network = Json.Network("""{"cniVersion":"1.0.0","name":"net","type":"one"}""");

        var error = Should.Throw<CniException>(() => Runtime.Add(network, attachment)).Error;

        error.Code.ShouldBe(code);
        error.Message.ShouldBe($"plugin 'one' ended with status 0, but printed an error: {message}");
    }
}
