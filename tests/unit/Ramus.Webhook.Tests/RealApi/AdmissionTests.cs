using System.Text.Json.Nodes;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Testing.Kubernetes.RealApi;

namespace Ramus.Webhook.Tests.RealApi;

/// <summary>A real API server with the webhook's answers, its absence, and its certificates.</summary>
[Trait("Needs", "Root")]
public sealed class AdmissionTests : IAsyncLifetime
{
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string Nads = "/apis/k8s.cni.cncf.io/v1/namespaces/default/network-attachment-definitions";
    private const string Crd = """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
         "metadata":{"name":"network-attachment-definitions.k8s.cni.cncf.io"},
         "spec":{"group":"k8s.cni.cncf.io","scope":"Namespaced","names":{"plural":"network-attachment-definitions",
          "singular":"network-attachment-definition","kind":"NetworkAttachmentDefinition"},
          "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object",
           "x-kubernetes-preserve-unknown-fields":true}}}]}}
        """;

    private ApiServer api = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(ApiServer.Missing is not null, ApiServer.Missing ?? "");
        api = await ApiServer.StartAsync();
        await api.CreateAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", JsonNode.Parse(Crd)!);
        await Eventually.HoldsAsync(async () => await ExistsAsync(Nads), "networks are served");
        await api.CreateAsync("/api/v1/namespaces", JsonNode.Parse("""{"metadata":{"name":"ramus-system"}}""")!);
        await AddAsync(
            "fast", $$"""{"{{Annotations.ResourceName}}":"example.com/foo","{{Annotations.NodeLabel}}":"nic=fast"}""");
        await AddAsync("zoned", $$"""{"{{Annotations.NodeSelector}}":"zone in (a,b),!virtual"}""");
    }

    public async ValueTask DisposeAsync()
    {
        if (api is not null)
        {
            await api.DisposeAsync();
        }
    }

    [Fact]
    public async Task Every_part_of_a_patch_is_taken()
    {
        await api.CreateAsync("/api/v1/namespaces/ramus-system/configmaps", JsonNode.Parse("""
            {"metadata":{"name":"ramus-webhook"},"data":{"config.json":
            "{\"attachments\":[{\"podSelector\":\"app=web\",\"networks\":\"default/zoned\"}]}"}}
            """)!);
        await using var webhook = await RegisteredWebhook.StartAsync(api, "Fail");
        var pod = Pod("fast,fast");
        pod["metadata"]!["labels"] = new JsonObject { ["app"] = "web" };
        pod["metadata"]!["annotations"]![Annotations.TargetContainer] = "second";

        var made = await api.CreateAsync(Pods, pod);

        made["metadata"]!["annotations"]![Annotations.Networks]!.GetValue<string>().ShouldBe("fast,fast,default/zoned");
        var spec = made["spec"]!;
        spec["containers"]![0]!["resources"]!.AsObject().Count.ShouldBe(0);
        spec["containers"]![1]!["resources"]!.ToJsonString().ShouldBe(
            """{"limits":{"example.com/foo":"2"},"requests":{"example.com/foo":"2"}}""");
        spec["nodeSelector"]!.ToJsonString().ShouldBe("""{"nic":"fast"}""");
        spec["affinity"]!.ToJsonString().ShouldContain("""{"key":"virtual","operator":"DoesNotExist"}""");
        spec["volumes"]!.AsArray().Count(volume => (string?)volume!["name"] == "podnetinfo").ShouldBe(1);
        spec["containers"]!.AsArray().ShouldAllBe(
            container => (string?)container!["volumeMounts"]![0]!["mountPath"] == "/etc/podnetinfo");
    }

    [Theory]
    [InlineData("a@b@c", "it has more than one '@'")]
    [InlineData("nowhere", "namespace default has no NetworkAttachmentDefinition nowhere")]
    [InlineData("fast@eth0", "both request interface eth0")]
    public async Task A_refusal_reaches_the_author_of_the_pod(string networks, string sentence)
    {
        await using var webhook = await RegisteredWebhook.StartAsync(api, "Ignore");

        var refused = await Should.ThrowAsync<ApiException>(() => api.CreateAsync(Pods, Pod(networks)));

        refused.Message.ShouldContain("denied the request: pod default/web-: ");
        refused.Message.ShouldContain(sentence);
    }

    [Fact]
    public async Task While_it_is_down_the_failure_policy_decides()
    {
        await using var webhook = await RegisteredWebhook.StartAsync(api, "Ignore");
        await webhook.GoDownAsync();

        var made = await api.CreateAsync(Pods, Pod("fast"));
        made["spec"]!["containers"]![0]!["resources"]!.AsObject().Count.ShouldBe(0, "the webhook did not answer");

        await webhook.SetPolicyAsync("Fail");
        await Eventually.HoldsAsync(
            async () => await RefusalAsync() is { } refusal
                && refusal.Contains("failed calling webhook", StringComparison.Ordinal),
            "the API server refuses pods without the webhook");
    }

    [Fact]
    public async Task Twenty_certificates_under_load_cost_no_pod()
    {
        await using var webhook = await RegisteredWebhook.StartAsync(api, "Fail");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var load = Enumerable.Range(0, 4).Select(_ => Task.Run(() => KeepMakingAsync(stop.Token))).ToList();

        for (var i = 0; i < 20; i++)
        {
            await webhook.RotateAsync(TimeSpan.FromMilliseconds(300));
        }

        await stop.CancelAsync();
        var results = await Task.WhenAll(load);
        results.SelectMany(result => result.Failures).ShouldBeEmpty();
        results.Sum(result => result.Made).ShouldBeGreaterThan(100);
    }

    private async Task<(int Made, List<string> Failures)> KeepMakingAsync(CancellationToken cancellationToken)
    {
        var made = 0;
        var failures = new List<string>();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await api.CreateAsync($"{Pods}?dryRun=All", Pod("fast"));
                made++;
            }
            catch (ApiException e)
            {
                failures.Add(e.Message);
            }
        }

        return (made, failures);
    }

    private async Task<string?> RefusalAsync()
    {
        try
        {
            await api.CreateAsync($"{Pods}?dryRun=All", Pod("fast"));
            return null;
        }
        catch (ApiException e)
        {
            return e.Message;
        }
    }

    private async Task<bool> ExistsAsync(string path)
    {
        try
        {
            return await api.FindAsync(path) is not null;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private Task<JsonNode> AddAsync(string name, string annotations) => api.CreateAsync(Nads, new JsonObject
    {
        ["apiVersion"] = "k8s.cni.cncf.io/v1",
        ["kind"] = "NetworkAttachmentDefinition",
        ["metadata"] = new JsonObject { ["name"] = name, ["annotations"] = JsonNode.Parse(annotations) },
        ["spec"] = new JsonObject { ["config"] = """{"cniVersion":"1.0.0","type":"macvlan","master":"eth1"}""" },
    });

    private static JsonObject Pod(string networks) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = new JsonObject
        {
            ["generateName"] = "web-",
            ["annotations"] = new JsonObject { [Annotations.Networks] = networks },
        },
        ["spec"] = new JsonObject
        {
            ["containers"] = new JsonArray(
                new JsonObject { ["name"] = "app", ["image"] = "app" },
                new JsonObject { ["name"] = "second", ["image"] = "app" }),
        },
    };
}
