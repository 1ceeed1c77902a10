using System.Text.Json.Nodes;
using Ramus.Containers.Tests.Api;
using Ramus.Containers.Tests.Engine;

namespace Ramus.Containers.Tests.Programs;

/// <summary>
/// One API server for the tests of a class, which initially contains only the service accounts and rights of Ramus; and
/// methods to start Ramus' programs. Tests are skipped where it cannot run.
/// </summary>
public sealed class RamusFixture(DockerEngine engine) : IAsyncLifetime
{
    private ContainedApi? api;

    public ContainedApi Api
    {
        get
        {
            Assert.SkipWhen(engine.Missing is not null, engine.Missing ?? "");
            return api!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (engine.Missing is null)
        {
            api = await ContainedApi.StartAsync(engine);
            await Manifests.ApplyRightsAsync(api);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (api is not null)
        {
            await api.DisposeAsync();
        }
    }

    public async Task<RamusContainer> StartOperatorAsync() => await RamusContainer.StartAsync(
        Api, await Manifests.ApplyAsync(Api, "default/programs.yaml", "Deployment", "ramus-operator"));

    /// <summary>Starts a webhook with the operator's certificate, and points the service to it.</summary>
    public async Task<RamusContainer> StartWebhookAsync()
    {
        var deployment = await Manifests.ApplyAsync(Api, "webhook/webhook.yaml", "Deployment", "ramus-webhook");
        var webhook = await RamusContainer.StartAsync(Api, deployment, new Dictionary<string, string>
        {
            ["/etc/ramus-webhook/tls"] = await Api.SecretAsync("ramus-webhook-tls"),
        });
        await Manifests.ApplyAsync(Api, "webhook/webhook.yaml", "Service", "ramus-webhook");
        await Api.KubectlAsync(EndpointsOf(webhook).ToJsonString(), "apply", "-f", "-");
        return webhook;
    }

    /// <summary>The endpoints that a controller would create for a ready pod.</summary>
    private static JsonObject EndpointsOf(RamusContainer webhook) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Endpoints",
        ["metadata"] = new JsonObject { ["name"] = "ramus-webhook", ["namespace"] = Manifests.Namespace },
        ["subsets"] = new JsonArray(new JsonObject
        {
            ["addresses"] = new JsonArray(new JsonObject { ["ip"] = webhook.IpAddress }),
            ["ports"] = new JsonArray(new JsonObject { ["name"] = "https", ["port"] = webhook.Port("https") }),
        }),
    };
}
