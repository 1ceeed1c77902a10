using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using Ramus.Containers.Tests.Api;

namespace Ramus.Containers.Tests.Programs;

/// <summary>
/// A Ramus program in its image, run as its Deployment specifies: with the same arguments, memory limit and privileges,
/// as the image's user, with the credentials of its service account.
/// </summary>
public sealed class RamusContainer : IAsyncDisposable
{
    private readonly ContainedApi api;
    private readonly JsonNode wanted;
    private readonly IContainer container;

    private RamusContainer(ContainedApi api, JsonNode wanted, IContainer container)
    {
        this.api = api;
        this.wanted = wanted;
        this.container = container;
    }

    /// <summary>The time between SIGTERM and SIGKILL.</summary>
    public static TimeSpan Grace { get; } = TimeSpan.FromSeconds(10);

    public string IpAddress => container.IpAddress;

    /// <summary>The host name inside the container.</summary>
    public string HostName => container.Id[..12];

    /// <summary>Starts the one container of a Deployment, and waits until it is ready.</summary>
    /// <param name="api">The API server with the Deployment.</param>
    /// <param name="deployment">The Deployment.</param>
    /// <param name="mounts">Additional directories, by their path in the container.</param>
    public static async Task<RamusContainer> StartAsync(
        ContainedApi api, JsonNode deployment, IReadOnlyDictionary<string, string>? mounts = null)
    {
        var pod = deployment["spec"]!["template"]!["spec"]!;
        var wanted = pod["containers"]![0]!;
        var health = Port(wanted, "health");
        var account = await api.ServiceAccountAsync((string)pod["serviceAccountName"]!);
        var builder = api.Container((string)wanted["image"]!)
            .WithCommand([.. wanted["args"]!.AsArray().Select(argument => (string)argument!)])
            .WithEnvironment("KUBERNETES_SERVICE_HOST", ContainedApi.Host)
            .WithEnvironment("KUBERNETES_SERVICE_PORT", $"{ContainedApi.HostPort}")
            .WithBindMount(account, "/var/run/secrets/kubernetes.io/serviceaccount", AccessMode.ReadOnly)
            .WithPortBinding(health, assignRandomHostPort: true)
            .WithCreateParameterModifier(parameters => Confine(parameters.HostConfig!, wanted))
            .WithWaitStrategy(Wait.ForUnixContainer().UntilHttpRequestIsSucceeded(
                request => request.ForPort(health).ForPath("/readyz"),
                wait => wait.WithInterval(TimeSpan.FromMilliseconds(100)).WithTimeout(Patience.Limit)));
        foreach (var (path, folder) in mounts ?? new Dictionary<string, string>())
        {
            builder = builder.WithBindMount(folder, path, AccessMode.ReadOnly);
        }

        var program = new RamusContainer(api, wanted, builder.Build());
        try
        {
            await program.container.StartAsync();
            return program;
        }
        catch (Exception e)
        {
            var log = await program.container.GetLogsAsync();
            await program.DisposeAsync();
            throw new InvalidOperationException($"{wanted["name"]} is not ready: {log.Stdout}{log.Stderr}", e);
        }
    }

    /// <summary>The host port of one of the Deployment's named ports.</summary>
    public ushort Port(string name) => Port(wanted, name);

    /// <summary>The privileges and limits of its process in the kernel.</summary>
    public async Task<Confinement> ConfinementAsync()
    {
        var found = await api.Engine.Client.Containers.InspectContainerAsync(container.Id);
        return await Confinement.OfAsync((int)found.State!.Pid);
    }

    /// <summary>Sends SIGTERM, after <see cref="Grace"/> SIGKILL; returns the exit code and the duration.</summary>
    public async Task<(long ExitCode, TimeSpan Elapsed)> StopAsync()
    {
        var watch = Stopwatch.StartNew();
        await container.StopAsync();
        return (await container.GetExitCodeAsync(), watch.Elapsed);
    }

    /// <summary>
    /// Stops it as a kubelet does: without the release of its lease, the next leader would have to wait.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await container.StopAsync();
        await container.DisposeAsync();
    }

    private static ushort Port(JsonNode container, string name) => (ushort)(int)container["ports"]!.AsArray()
        .Single(port => (string)port!["name"]! == name)!["containerPort"]!;

    private static void Confine(HostConfig host, JsonNode wanted)
    {
        var security = wanted["securityContext"]!;
        host.ReadonlyRootfs = (bool)security["readOnlyRootFilesystem"]!;
        host.CapDrop = [.. security["capabilities"]!["drop"]!.AsArray().Select(name => (string)name!)];
        host.SecurityOpt = (bool)security["allowPrivilegeEscalation"]! ? [] : ["no-new-privileges"];
        host.Memory = Bytes((string)wanted["resources"]!["limits"]!["memory"]!);
        host.MemorySwap = host.Memory;
    }

    private static long Bytes(string quantity) => quantity.EndsWith("Mi", StringComparison.Ordinal)
        ? long.Parse(quantity[..^2], CultureInfo.InvariantCulture) * 1024 * 1024
        : throw new FormatException($"'{quantity}' is not in Mi");
}
