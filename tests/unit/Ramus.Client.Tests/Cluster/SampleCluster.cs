using k8s;
using Ramus.Client.Cluster;
using Ramus.Client.Manifests;
using Ramus.Client.Output;
using Ramus.Testing.Kubernetes;
using Ramus.Testing.Kubernetes.FakeApi;

namespace Ramus.Client.Tests.Cluster;

/// <summary>A fake API server with the objects of a file of tests/golden/cluster.</summary>
internal sealed class SampleCluster : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Paths = new(StringComparer.Ordinal)
    {
        ["Pod"] = "/api/v1/namespaces/{0}/pods/{1}",
        ["Node"] = "/api/v1/nodes/{1}",
        ["Event"] = "/api/v1/namespaces/{0}/events/{1}",
        ["ConfigMap"] = "/api/v1/namespaces/{0}/configmaps/{1}",
        ["Secret"] = "/api/v1/namespaces/{0}/secrets/{1}",
        ["Deployment"] = "/apis/apps/v1/namespaces/{0}/deployments/{1}",
        ["ReplicaSet"] = "/apis/apps/v1/namespaces/{0}/replicasets/{1}",
        ["DaemonSet"] = "/apis/apps/v1/namespaces/{0}/daemonsets/{1}",
        ["NodeNetwork"] = NodeNetworkPaths.List + "/{1}",
        ["NetworkAttachmentDefinition"] =
            "/apis/k8s.cni.cncf.io/v1/namespaces/{0}/network-attachment-definitions/{1}",
        ["CustomResourceDefinition"] = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/{1}",
        ["MutatingWebhookConfiguration"] =
            "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/{1}",
        ["ValidatingWebhookConfiguration"] =
            "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/{1}",
    };

    private readonly IKubernetes client;

    private SampleCluster(FakeApiServer server)
    {
        Server = server;
        client = server.CreateClient();
        Reader = new ClusterReader(client, "default");
    }

    public FakeApiServer Server { get; }

    public ClusterReader Reader { get; }

    /// <summary>A cluster with the objects of some manifests.</summary>
    public static async Task<SampleCluster> StartAsync(params IReadOnlyList<string> manifests)
    {
        var cluster = new SampleCluster(await FakeApiServer.StartAsync());
        foreach (var text in manifests)
        {
            cluster.Add(text);
        }

        return cluster;
    }

    /// <summary>The cluster of tests/golden/cluster/cluster.yaml.</summary>
    public static Task<SampleCluster> StartGoldenAsync() => StartAsync(File.ReadAllText(Golden("cluster.yaml")));

    /// <summary>The path of a file of tests/golden/cluster.</summary>
    public static string Golden(string name) => Repository.Path($"tests/golden/cluster/{name}");

    /// <summary>Stores the objects of a manifest, as an API server has them.</summary>
    public void Add(string manifest)
    {
        var documents = ManifestParser.Read(new ManifestFile("cluster.yaml", manifest));
        foreach (var one in ManifestObjects.Of(documents.Roots))
        {
            var path = string.Format(null, Paths[one.Kind], one.Namespace ?? "default", one.Name);
            Server.Store.Put(path, JsonOutput.Of(json => one.Value.WriteTo(json)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await Server.DisposeAsync();
    }
}
