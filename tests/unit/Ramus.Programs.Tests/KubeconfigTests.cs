namespace Ramus.Programs.Tests;

/// <summary>Errors in a kubeconfig, with every program that reads one.</summary>
// Sequential, because the tests read the standard streams and set the environment of this process.
[Collection("process")]
public sealed class KubeconfigTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("ramus-kubeconfig-");

    public static TheoryData<string> Mistakes() =>
    [
        "",
        "no yaml: [",
        "- a list",
        "just words",
        Config(server: "not a URL", user: "{token: t}"),
        Config(server: "https://127.0.0.1:1", user: "{}"),
        Config(server: "https://127.0.0.1:1", user: "{token: t}").Replace("user: me", "user: nobody"),
        Config(server: "https://127.0.0.1:1", user: "{token: t}").Replace("cluster: there", "cluster: nowhere"),
        Config(server: "https://127.0.0.1:1", user: "{token: t}").Replace("current-context: here", ""),
        Config(server: "https://127.0.0.1:1", user: "{client-certificate-data: '*', client-key-data: '*'}"),
        Config(server: "https://127.0.0.1:1", user: "{client-certificate: /no/such, client-key: /no/such}"),
        Config(server: "https://127.0.0.1:1, certificate-authority-data: eA==", user: "{token: t}"),
    ];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_kubeconfig_that_cannot_be_used_is_one_line(string text)
    {
        var file = Path.Combine(directory.FullName, "config");
        File.WriteAllText(file, text);
        foreach (var (program, words) in Readers())
        {
            var ended = await program.RunAsync([.. words, $"--kubeconfig={file}"]);

            ended.Status.ShouldBe(1, ended.Errors);
            ended.Complaint().ShouldContain($"kubeconfig '{file}' cannot be used: ");
        }
    }

    [Fact]
    public async Task A_kubeconfig_that_is_not_there_is_one_line()
    {
        foreach (var (program, words) in Readers())
        {
            var ended = await program.RunAsync([.. words, "--kubeconfig=/no/such/file"]);

            ended.Status.ShouldBe(1);
            ended.Complaint().ShouldEndWith(": kubeconfig '/no/such/file' does not exist");
        }
    }

    public void Dispose() => directory.Delete(recursive: true);

    private static IEnumerable<(RunningProgram Program, string[] Words)> Readers() =>
        from found in RunningProgram.Commands()
        where found.Command.Options.Any(static option => option.Name == "--kubeconfig")
        // For example the pod that is explained; without it, some commands need no cluster.
        select (found.Program, found.Command.Arguments.Count > 0 ? [.. found.Words, "web"] : found.Words);

    private static string Config(string server, string user) =>
        $"""
        apiVersion: v1
        kind: Config
        current-context: here
        contexts: [{"{"}name: here, context: {"{"}cluster: there, user: me{"}}"}]
        clusters: [{"{"}name: there, cluster: {"{"}server: {server}{"}}"}]
        users: [{"{"}name: me, user: {user}{"}"}]
        """;
}
