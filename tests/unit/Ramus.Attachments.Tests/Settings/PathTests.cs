
namespace Ramus.Attachments.Tests.Settings;

public sealed class PathTests : IDisposable
{
    private readonly ScratchNode node = new(new RamusPlugin());

    public static TheoryData<string> Absolute =>
        ["ramusDir", "cniDir", "multusDir", "confDir", "agentSocket", "deviceInfoDir"];

    public void Dispose() => node.Dispose();

    [Theory]
    [MemberData(nameof(Absolute))]
    public void A_relative_path_is_refused(string key)
    {
        node.Settings[key] = "some/where";

        node.Add().ShouldFail(7).ShouldContain($"'{key}' must be an absolute path, not 'some/where'");
    }

    [Theory]
    [MemberData(nameof(Absolute))]
    [InlineData("binDir")]
    [InlineData("readinessindicatorfile")]
    public void A_path_with_a_NUL_character_is_refused(string key)
    {
        node.Settings[key] = "/some\0where";

        node.Add().ShouldFail(7).ShouldContain($"'{key}' contains a NUL character");
    }
}
