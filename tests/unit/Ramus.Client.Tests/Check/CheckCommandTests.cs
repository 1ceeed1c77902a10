namespace Ramus.Client.Tests.Check;

/// <summary>The command line of `check`, from the arguments to the exit code.</summary>
public sealed class CheckCommandTests
{
    private const string Good = """
        apiVersion: k8s.cni.cncf.io/v1
        kind: NetworkAttachmentDefinition
        metadata: {name: blue}
        spec: {config: '{"cniVersion": "1.0.0", "name": "blue", "type": "bridge", "bridge": "br1"}'}
        """;

    private static readonly string Warning = Good.Replace("{name: blue}", "{name: green}", StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(0, "--strict")]
    public async Task Good_manifests_end_with_0(int expected, params string[] options) =>
        (await RunAsync(Good, options)).ShouldBe(expected);

    [Theory]
    [InlineData(0)]
    [InlineData(1, "--strict")]
    public async Task Warnings_are_problems_if_the_user_says_so(int expected, params string[] options) =>
        (await RunAsync(Warning, options)).ShouldBe(expected);

    [Fact]
    public async Task An_error_ends_with_1() =>
        (await RunAsync(Good.Replace("bridge\"", "\"", StringComparison.Ordinal))).ShouldBe(1);

    [Theory]
    [InlineData("check")]
    [InlineData("check", "-f", "/does/not/exist")]
    [InlineData("check", "-f", "/dev/null", "-o", "xml")]
    public async Task Wrong_use_ends_with_2(params string[] arguments) =>
        (await ClientProgram.RunAsync(arguments)).ShouldBe(2);

    [Fact]
    public async Task A_directory_without_manifests_is_wrong_use()
    {
        using var folder = new ScratchDirectory();
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "values.yaml"), "replicas: 1\n", TestContext.Current.CancellationToken);

        (await ClientProgram.RunAsync(["check", "-f", folder.Path])).ShouldBe(2);
    }

    private static async Task<int> RunAsync(string text, params string[] options)
    {
        using var folder = new ScratchDirectory();
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "a.yaml"), text, TestContext.Current.CancellationToken);
        return await ClientProgram.RunAsync(["check", "-f", folder.Path, .. options]);
    }
}
