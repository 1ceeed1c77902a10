using System.Diagnostics;
using System.Text.RegularExpressions;
using DotNet.Testcontainers.Builders;

namespace Ramus.Containers.Tests.Engine;

/// <summary>The images of etcd and the API server, built from this machine's programs.</summary>
internal static partial class ApiImages
{
    public const string Etcd = "etcd:debian";

    public static string ApiServer { get; } = $"kube-apiserver:{KubernetesPrograms.Version}";

    public static Task BuildAsync(DockerEngine engine) => Task.WhenAll(
        BuildAsync(engine, ApiServer, Supplies.ApiServer, []),
        BuildAsync(engine, Etcd, Supplies.Etcd, Libraries(Supplies.Etcd)));

    private static async Task BuildAsync(
        DockerEngine engine, string name, string program, IReadOnlyList<string> libraries)
    {
        var context = Directory.CreateTempSubdirectory("ramus-image-").FullName;
        foreach (var library in libraries)
        {
            Directory.CreateDirectory($"{context}/root{Path.GetDirectoryName(library)}");
            File.Copy(library, $"{context}/root{library}");
        }

        Directory.CreateDirectory($"{context}/root");
        File.Copy(program, $"{context}/root/program");
        await File.WriteAllTextAsync($"{context}/Dockerfile", """
            FROM scratch
            COPY root/ /
            ENTRYPOINT ["/program"]
            """);
        await new ImageFromDockerfileBuilder()
            .WithDockerEndpoint(engine.Endpoint)
            .WithDockerfileDirectory(context)
            .WithName(name)
            .WithCleanUp(false)
            .Build()
            .CreateAsync();
        Directory.Delete(context, recursive: true);
    }

    /// <summary>The shared libraries of a program, including the loader.</summary>
    private static IReadOnlyList<string> Libraries(string program)
    {
        using var ldd = Process.Start(new ProcessStartInfo("ldd", [program]) { RedirectStandardOutput = true })!;
        var output = ldd.StandardOutput.ReadToEnd();
        ldd.WaitForExit();
        return [.. Library().Matches(output).Select(match => match.Value).Distinct()];
    }

    [GeneratedRegex(@"/[^ :]+\.so[^ :\n]*")]
    private static partial Regex Library();
}
