using Ramus.Plugin.Tests.Doubles;

namespace Ramus.Plugin.Tests.Settings;

public sealed class PathTests : IDisposable
{
    private readonly ScratchNode node = new();

    public void Dispose() => node.Dispose();

    [Theory]
    [InlineData("ramusDir")]
    [InlineData("cniDir")]
    [InlineData("multusDir")]
    [InlineData("confDir")]
    [InlineData("agentSocket")]
    [InlineData("deviceInfoDir")]
    public void A_relative_path_is_refused(string key)
    {
        node.Settings[key] = "some/where";

        node.Add().ShouldFail(7).ShouldContain($"'{key}' must be an absolute path, not 'some/where'");
    }

    [Theory]
    [InlineData("ramusDir")]
    [InlineData("cniDir")]
    [InlineData("multusDir")]
    [InlineData("confDir")]
    [InlineData("agentSocket")]
    [InlineData("deviceInfoDir")]
    [InlineData("binDir")]
    [InlineData("readinessindicatorfile")]
    public void A_path_with_a_zero_character_is_refused(string key)
    {
        node.Settings[key] = "/some\0where";

        node.Add().ShouldFail(7).ShouldContain($"'{key}' holds a zero character");
    }
}
