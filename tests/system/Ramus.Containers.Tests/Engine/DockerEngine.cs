using System.Diagnostics;
using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Configurations;
using Ramus.Containers.Tests.Engine;

[assembly: AssemblyFixture(typeof(DockerEngine))]

namespace Ramus.Containers.Tests.Engine;

/// <summary>
/// A separate dockerd for the tests, with an empty store in memory. It holds the images of `make images` and those of
/// the API server. The machine's own dockerd is not used.
/// </summary>
public sealed class DockerEngine : IAsyncLifetime
{
    private const string Run = "/run/engine";

    private Process? dockerd;

    /// <summary>Why the engine does not run; null when it runs.</summary>
    public string? Missing { get; private set; } = Enclosure.Missing;

    public IDockerEndpointAuthenticationConfiguration Endpoint { get; private set; } = null!;

    public DockerClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        // The maximum for Debian 12's engine. The reaper is off: its image cannot be pulled.
        Environment.SetEnvironmentVariable("DOCKER_API_VERSION", "1.41");
        TestcontainersSettings.ResourceReaperEnabled = false;
        Endpoint = new DockerEndpointAuthenticationConfiguration(new Uri($"unix://{Run}/docker.sock"));
        Client = Endpoint.GetDockerClientBuilder(Guid.NewGuid()).Build();
        dockerd = Start();
        await ReadyAsync();
        if (Missing is null)
        {
            await Task.WhenAll(
                LoadAsync("ramus-operator"), LoadAsync("ramus-webhook"), ApiImages.BuildAsync(this));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (dockerd is null)
        {
            return;
        }

        using var kill = Process.Start("/bin/kill", ["-TERM", $"{dockerd.Id}"]);
        await dockerd.WaitForExitAsync();
        Client.Dispose();
        dockerd.Dispose();
        RemoveControlGroups();
    }

    private static Process Start()
    {
        Directory.CreateDirectory(Run);

        // Not the machine's file, which may set hosts, mirrors or a data root.
        File.WriteAllText($"{Run}/daemon.json", "{}");
        return Process.Start("/bin/sh",
        [
            "-c", $"exec \"$0\" \"$@\" >{Run}/log 2>&1", Supplies.Dockerd,
            "--config-file", $"{Run}/daemon.json", "--host", $"unix://{Run}/docker.sock",
            "--data-root", $"{Run}/data", "--exec-root", $"{Run}/state", "--pidfile", $"{Run}/pid",
            "--bridge", "none", "--iptables=false", "--ip6tables=false", "--ip-masq=false",
            "--exec-opt", "native.cgroupdriver=cgroupfs", "--cgroup-parent", $"/{Enclosure.Name}",
        ]);
    }

    private async Task ReadyAsync()
    {
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            try
            {
                await Client.System.PingAsync();
                return;
            }
            catch (Exception e) when (
                e is HttpRequestException or IOException or DockerApiException or TimeoutException)
            {
                if (dockerd!.HasExited || watch.Elapsed > Patience.Limit)
                {
                    var end = string.Join(' ', File.ReadLines($"{Run}/log").TakeLast(3));
                    Missing = $"dockerd does not run here: {end}";
                    return;
                }
            }
        }
    }

    private async Task LoadAsync(string program)
    {
        await using var archive = File.OpenRead(Supplies.Image(program));
        await Client.Images.LoadImageAsync(
            new ImageLoadParameters { Quiet = true }, archive, new Progress<JSONMessage>());
    }

    // Control groups are the only resource of the engine that no namespace removes.
    private static void RemoveControlGroups()
    {
        const string groups = "/sys/fs/cgroup";
        foreach (var hierarchy in (string[])[groups, .. Directory.EnumerateDirectories(groups)])
        {
            var group = Path.Combine(hierarchy, Enclosure.Name!);
            if (Directory.Exists(group))
            {
                Directory.Delete(group);
            }
        }
    }
}
