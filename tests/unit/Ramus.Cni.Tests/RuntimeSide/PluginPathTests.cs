using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;

namespace Ramus.Cni.Tests.RuntimeSide;

public sealed class PluginPathTests : IDisposable
{
    private readonly ScratchDirectory scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void The_first_directory_that_has_it_wins()
    {
        scratch.WriteScript("b/bridge", "");
        scratch.WriteScript("c/bridge", "");

        new PluginPath([scratch["a"], scratch["b"], scratch["c"]]).Find("bridge").ShouldBe(scratch["b/bridge"]);
    }

    [Fact]
    public void A_directory_is_no_plugin()
    {
        Directory.CreateDirectory(scratch["a/bridge"]);
        scratch.WriteScript("b/bridge", "");

        new PluginPath([scratch["a"], scratch["b"]]).Find("bridge").ShouldBe(scratch["b/bridge"]);
    }

    [Fact]
    public void A_missing_plugin_is_named_with_the_directories_and_the_remedy()
    {
        var failure = Should.Throw<CniException>(() => new PluginPath([scratch["a"], scratch["b"]]).Find("bridge"));

        failure.Error.Message.ShouldBe(
            $"plugin 'bridge' is not installed on this node: no such file in {scratch["a"]}, {scratch["b"]}");
        failure.Error.Details!.ShouldContain("install the CNI plugin 'bridge'");
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../bridge")]
    [InlineData("/bin/true")]
    [InlineData("a/bridge")]
    public void A_type_that_leaves_the_directory_is_refused(string type)
    {
        scratch.WriteScript("a/bridge", "");

        var failure = Should.Throw<CniException>(() => new PluginPath([scratch["a"], scratch.Path]).Find(type));

        failure.Error.Code.ShouldBe(CniErrorCode.InvalidNetworkConfig);
    }

    [Fact]
    public void Without_directories_nothing_is_found() =>
        Should.Throw<CniException>(() => new PluginPath([]).Find("bridge"));

    [Fact]
    public void As_text_it_is_CNI_PATH() => new PluginPath(["/a", "/b"]).ToString().ShouldBe("/a:/b");
}
