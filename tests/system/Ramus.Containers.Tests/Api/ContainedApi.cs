using System.Text;
using System.Text.Json.Nodes;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Images;
using DotNet.Testcontainers.Networks;
using Ramus.Containers.Tests.Engine;

namespace Ramus.Containers.Tests.Api;

/// <summary>etcd and a kube-apiserver as containers in their own network.</summary>
public sealed class ContainedApi : RunningApi
{
    public const string Host = "kube-apiserver";

    public const int HostPort = 6443;

    private readonly IContainer etcd;
    private readonly IContainer server;

    private ContainedApi(DockerEngine engine)
    {
        Engine = engine;
        Network = new NetworkBuilder().WithDockerEndpoint(engine.Endpoint).Build();
        etcd = Container(ApiImages.Etcd)
            .WithNetworkAliases("etcd")
            .WithCommand(
                "--data-dir=/data", "--unsafe-no-fsync", "--log-level=error",
                "--listen-client-urls=http://0.0.0.0:2379", "--advertise-client-urls=http://etcd:2379")
            .Build();
        server = Container(ApiImages.ApiServer)
            .WithNetworkAliases(Host)
            .WithPortBinding(HostPort, assignRandomHostPort: true)
            .WithBindMount(Root, Root)

            // There is no kube-proxy: the API server calls services by the addresses of their endpoints.
            .WithCommand([.. Options("http://etcd:2379", "0.0.0.0", HostPort), "--enable-aggregator-routing=true"])
            .Build();
    }

    public DockerEngine Engine { get; }

    public INetwork Network { get; }

    protected override int Port => server.GetMappedPublicPort(HostPort);

    public static async Task<ContainedApi> StartAsync(DockerEngine engine)
    {
        var api = new ContainedApi(engine);
        try
        {
            api.Prepare(Host);
            await api.Network.CreateAsync();
            await api.etcd.StartAsync();
            await api.server.StartAsync();
            await api.ConnectAsync();
            return api;
        }
        catch
        {
            await api.DisposeAsync();
            throw;
        }
    }

    /// <summary>A container in the network of this API server.</summary>
    public ContainerBuilder Container(string image) => new ContainerBuilder(image)
        .WithDockerEndpoint(Engine.Endpoint)
        .WithImagePullPolicy(PullPolicy.Never)
        .WithNetwork(Network);

    /// <summary>A directory like the one that a kubelet mounts for a service account.</summary>
    public async Task<string> ServiceAccountAsync(string name)
    {
        var request = await CreateAsync(
            $"/api/v1/namespaces/{Manifests.Namespace}/serviceaccounts/{name}/token",
            new JsonObject { ["apiVersion"] = "authentication.k8s.io/v1", ["kind"] = "TokenRequest" });
        return PublicFolder(name, new()
        {
            ["token"] = (string)request["status"]!["token"]!,
            ["namespace"] = Manifests.Namespace,
            ["ca.crt"] = await File.ReadAllTextAsync($"{Root}/ca.crt"),
        });
    }

    /// <summary>A directory like the one that a kubelet mounts for a Secret, as soon as the Secret exists.</summary>
    public async Task<string> SecretAsync(string name)
    {
        var path = $"/api/v1/namespaces/{Manifests.Namespace}/secrets/{name}";
        await Eventually.HoldsAsync(async () => await FindAsync(path) is not null, $"secret {name}");
        var data = (await FindAsync(path))!["data"]!.AsObject();
        return PublicFolder(name, data.ToDictionary(
            entry => entry.Key, entry => Encoding.UTF8.GetString(Convert.FromBase64String((string)entry.Value!))));
    }

    public override async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await etcd.DisposeAsync();
        await Network.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override async Task<IEnumerable<string>> LogAsync() => (await server.GetLogsAsync()).Stderr.Split('\n');

    private string PublicFolder(string name, Dictionary<string, string> files)
    {
        const UnixFileMode everybody = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode enter = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        var folder = Directory.CreateDirectory(Path.Combine(Root, name)).FullName;
        foreach (var (file, text) in files)
        {
            File.WriteAllText(Path.Combine(folder, file), text);
            File.SetUnixFileMode(Path.Combine(folder, file), everybody);
        }

        File.SetUnixFileMode(folder, everybody | enter);
        return folder;
    }
}
