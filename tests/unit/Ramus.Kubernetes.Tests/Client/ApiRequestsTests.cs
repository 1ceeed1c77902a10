using System.Net;
using System.Text;
using k8s;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Options;
using Ramus.Testing.Kubernetes.FakeApi;

namespace Ramus.Kubernetes.Tests.Client;

public sealed class ApiRequestsTests : IAsyncLifetime
{
    private const string Pod = "/api/v1/namespaces/default/pods/p";

    private FakeApiServer server = null!;
    private IKubernetes client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await FakeApiServer.StartAsync();
        client = server.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_refusal_carries_the_servers_reason()
    {
        var refusal = await Should.ThrowAsync<ApiException>(() => client.GetJsonAsync(Pod, Token));

        refusal.Status.ShouldBe(HttpStatusCode.NotFound);
        refusal.Reason.ShouldBe("NotFound");
        refusal.Message.ShouldBe("GET /api/v1/namespaces/default/pods/p: 404 NotFound: pods \"p\" not found");
        (await client.FindJsonAsync(Pod, Token)).ShouldBeNull();
        (await client.DeleteJsonAsync(Pod, Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task An_answer_that_is_no_status_is_a_refusal_all_the_same()
    {
        server.Intercept = async (_, context) =>
        {
            context.Response.StatusCode = 502;
            await context.Response.Body.WriteAsync("<html>"u8.ToArray(), Token);
            return true;
        };

        var refusal = await Should.ThrowAsync<ApiException>(() => client.GetJsonAsync(Pod, Token));

        refusal.Message.ShouldBe("GET /api/v1/namespaces/default/pods/p: 502 BadGateway");
    }

    [Fact]
    public async Task Apply_names_its_manager_and_creates_or_merges()
    {
        var first = await client.ApplyAsync(Pod, Json("""{"a":{"b":1}}"""), "ramus-test", Token);
        var second = await client.ApplyAsync(Pod, Json("""{"a":{"c":2}}"""), "ramus-test", Token);

        first.TextAt("metadata", "name").ShouldBe("p");
        second.GetProperty("a").GetRawText().ShouldBe("""{"b":1,"c":2}""");
        var request = server.Requests[0];
        request.ContentType.ShouldBe("application/apply-patch+yaml");
        request.QueryOf("fieldManager").ShouldBe("ramus-test");
        request.QueryOf("force").ShouldBe("true");
    }

    [Fact]
    public async Task A_merge_patch_of_the_status_is_refused_for_a_newer_pod_of_that_name()
    {
        server.Store.Put(Pod, "{}");
        var path = ResourceType.Pods.ObjectPath("default", "p", "status");

        var refusal = await Should.ThrowAsync<ApiException>(() => client.MergePatchAsync(
            path, Json("""{"metadata":{"uid":"old","annotations":{"a":"b"}}}"""), "ramus-node", Token));
        var patched = await client.MergePatchAsync(
            path, Json("""{"metadata":{"annotations":{"a":"b"}}}"""), "ramus-node", Token);

        refusal.IsConflict.ShouldBeTrue();
        patched.TextAt("metadata", "annotations", "a").ShouldBe("b");
        server.Requests[^1].Path.ShouldBe("/api/v1/namespaces/default/pods/p/status");
        server.Requests[^1].ContentType.ShouldBe("application/merge-patch+json");
    }

    [Fact]
    public void Paths_follow_from_the_resource()
    {
        ResourceType.Pods.ListPath().ShouldBe("/api/v1/pods");
        ResourceType.Leases.ObjectPath("ns", "l").ShouldBe("/apis/coordination.k8s.io/v1/namespaces/ns/leases/l");
        ResourceType.CustomResourceDefinitions.ObjectPath(null, "x.y", "status")
            .ShouldBe("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/x.y/status");
    }

    [Fact]
    public void A_kubeconfig_is_read_and_a_missing_one_is_named()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts: [{name: c, context: {cluster: k, user: u}}]
                clusters: [{name: k, cluster: {server: "http://127.0.0.1:9"}}]
                users: [{name: u, user: {token: t}}]
                """);
            using var client = KubernetesClientFactory.Create(new KubernetesConnection { KubeconfigPath = file });

            client.BaseUri.Port.ShouldBe(9);
        }
        finally
        {
            File.Delete(file);
        }

        Should.Throw<ProgramException>(
            () => KubernetesClientFactory.Create(new KubernetesConnection { KubeconfigPath = file }))
            .Message.ShouldContain(file);
    }

    private static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);
}
