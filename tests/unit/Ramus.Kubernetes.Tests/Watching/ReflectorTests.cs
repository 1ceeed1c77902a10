using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Watching;
using Ramus.Testing.Kubernetes.FakeApi;
using k8s;

namespace Ramus.Kubernetes.Tests.Watching;

public sealed class ReflectorTests : IAsyncLifetime
{
    private const string Path = "/apis/k8s.cni.cncf.io/v1/namespaces/default/network-attachment-definitions";

    private static readonly ReflectorOptions Quick = new()
    {
        PageSize = 10,
        MinBackoff = TimeSpan.FromMilliseconds(10),
        MaxBackoff = TimeSpan.FromMilliseconds(50),
    };

    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<string> changes = new();
    private FakeApiServer server = null!;
    private IKubernetes client = null!;
    private Task running = Task.CompletedTask;

    private FakeStore Store => server.Store;

    private int Lists => server.Requests.Count(r => r.Method == "GET" && !r.IsWatch);

    public async ValueTask InitializeAsync()
    {
        server = await FakeApiServer.StartAsync();
        client = server.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        client.Dispose();
        await server.DisposeAsync();
        stop.Dispose();
    }

    [Fact]
    public async Task It_lists_and_then_follows_every_change()
    {
        Put("a", "1");
        var cache = await StartAsync();
        cache.Find("default", "a")!.Config.ShouldBe("1");

        Put("b", "2");
        Put("a", "3");
        Store.Delete($"{Path}/b");

        await Eventually.HoldsAsync(() => changes.Count == 4, "four changes");
        changes.ShouldBe(["Added a 1", "Added b 2", "Modified a 3", "Deleted b 2"]);
        cache.List().ShouldHaveSingleItem().Config.ShouldBe("3");
        Lists.ShouldBe(1);
    }

    [Fact]
    public async Task It_reads_all_pages_and_announces_no_false_deletes()
    {
        for (var i = 0; i < 35; i++)
        {
            Put($"net-{i:00}", "x");
        }

        var cache = await StartAsync();

        cache.Count.ShouldBe(35);
        Lists.ShouldBe(4);
        server.Requests.Count(r => r.QueryOf("continue").Length > 0).ShouldBe(3);
        changes.Count(change => change.StartsWith("Deleted", StringComparison.Ordinal)).ShouldBe(0);
    }

    [Fact]
    public async Task An_expired_watch_lists_again_and_tells_what_vanished_meanwhile()
    {
        Put("stays", "1");
        Put("goes", "1");
        var cache = await StartAsync();
        await WatchingAsync();

        await server.StopAsync();
        Store.Delete($"{Path}/goes");
        Put("comes", "1");
        Store.Compact();
        await server.StartAgainAsync();

        await Eventually.HoldsAsync(() => cache.Find("default", "comes") is not null, "the new network");
        await Eventually.HoldsAsync(() => changes.Contains("Deleted goes 1"), "the synthetic delete");
        changes.Count(change => change == "Added stays 1").ShouldBe(1);
        changes.ShouldNotContain("Modified stays 1");
    }

    [Fact]
    public async Task A_cut_connection_resumes_where_it_was_without_a_list()
    {
        var cache = await StartAsync();
        await WatchingAsync();
        Put("a", "1");
        await Eventually.HoldsAsync(() => cache.Count == 1, "the first network");

        server.CutWatches();
        Put("b", "2");

        await Eventually.HoldsAsync(() => cache.Count == 2, "the second network");
        Lists.ShouldBe(1);
        changes.ShouldBe(["Added a 1", "Added b 2"]);
    }

    [Fact]
    public async Task A_bookmark_saves_the_list_after_a_compaction()
    {
        var cache = await StartAsync();
        await WatchingAsync();
        Store.Compact();
        Store.Bookmark();
        Put("a", "1");
        await Eventually.HoldsAsync(() => cache.Count == 1, "the first network");

        server.CutWatches();
        Put("b", "2");

        await Eventually.HoldsAsync(() => cache.Count == 2, "the second network");
        Lists.ShouldBe(1);
    }

    [Fact]
    public async Task Pages_that_expire_midway_are_replaced_by_one_whole_list()
    {
        for (var i = 0; i < 25; i++)
        {
            Put($"net-{i:00}", "x");
        }

        server.Intercept = async (request, context) =>
        {
            var expired = request.QueryOf("continue").Length > 0;
            if (expired)
            {
                await Answers.RefuseAsync(context, 410, "Expired", "The provided continue parameter is too old");
            }

            return expired;
        };

        var cache = await StartAsync();

        cache.Count.ShouldBe(25);
        var last = server.Requests.Last(r => r.Method == "GET" && !r.IsWatch);
        last.QueryOf("limit").ShouldBe("0");
        last.QueryOf("resourceVersion").ShouldBe("");
    }

    [Fact]
    public async Task An_object_made_again_under_its_name_is_deleted_first()
    {
        Put("a", "old");
        var cache = await StartAsync();
        await server.StopAsync();
        Store.Delete($"{Path}/a");
        Put("a", "new");
        Store.Compact();
        await server.StartAgainAsync();

        await Eventually.HoldsAsync(() => changes.Count == 3, "three changes");

        changes.ShouldBe(["Added a old", "Deleted a old", "Added a new"]);
        cache.Count.ShouldBe(1);
    }

    [Fact]
    public async Task It_waits_for_an_api_server_that_comes_late()
    {
        await server.StopAsync();
        var reflector = Start(Quick);
        await Eventually.HoldsAsync(() => reflector.LastError is not null, "an error");
        reflector.NotReadyReason.ShouldNotBeNull().ShouldContain("not listed yet");
        Put("a", "1");

        await server.StartAgainAsync();
        await reflector.HasSynced.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        reflector.Cache.Count.ShouldBe(1);
        reflector.NotReadyReason.ShouldBeNull();
        reflector.LastContact.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up_and_asked_again()
    {
        var silent = true;
        server.Intercept = async (request, context) =>
        {
            if (silent)
            {
                silent = false;
                await Task.Delay(Timeout.Infinite, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return true;
            }

            return false;
        };

        var reflector = Start(Quick with { ReadTimeout = TimeSpan.FromMilliseconds(300) });

        await reflector.HasSynced.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_watch_that_outlives_its_timeout_is_taken_for_dead()
    {
        server.Intercept = async (request, context) =>
        {
            if (request.IsWatch && server.Requests.Count(r => r.IsWatch) == 1)
            {
                await context.Response.Body.FlushAsync(CancellationToken.None);
                await Task.Delay(Timeout.Infinite, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return true;
            }

            return false;
        };
        var cache = await StartAsync(Quick with
        {
            WatchTimeout = TimeSpan.FromSeconds(1),
            WatchGrace = TimeSpan.FromMilliseconds(100),
        });

        Put("a", "1");

        await Eventually.HoldsAsync(() => cache.Count == 1, "the network, by the second watch");
    }

    [Fact]
    public async Task An_object_that_cannot_be_read_does_not_hide_the_others()
    {
        Put("a", "1");
        Put("b", "poison");
        Put("c", "1");

        var cache = await StartAsync();

        cache.Keys().Select(key => key.Name).Order().ShouldBe(["a", "c"]);
    }

    [Fact]
    public async Task Selectors_and_namespace_are_the_servers_work()
    {
        Put("a", "1");
        Put("b", "1");
        Store.Put(Path.Replace("/default/", "/other/", StringComparison.Ordinal) + "/a", """{"spec":{"config":"x"}}""");

        var cache = await StartAsync(Quick with { Namespace = "default", FieldSelector = "metadata.name=a" });
        await WatchingAsync();

        cache.Keys().ShouldBe([new ObjectKey("default", "a")]);
        var watch = server.Requests.First(r => r.IsWatch);
        watch.Path.ShouldBe(Path);
        watch.QueryOf("fieldSelector").ShouldBe("metadata.name=a");
        watch.QueryOf("allowWatchBookmarks").ShouldBe("true");
        watch.Authorization.ShouldBe("Bearer token");
    }

    [Fact]
    public async Task A_late_subscriber_hears_of_everything_that_is_there()
    {
        Put("a", "1");
        var cache = await StartAsync();
        var heard = new List<string>();

        using (cache.Subscribe(change => heard.Add($"{change.Type} {change.Key}")))
        {
            heard.ShouldBe(["Added default/a"]);
        }

        Put("b", "1");
        await Eventually.HoldsAsync(() => cache.Count == 2, "the second network");
        heard.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Ten_thousand_networks_cost_what_is_kept_of_them_and_not_what_was_sent()
    {
        const int Count = 10_000;
        var padding = new string('x', 1500);
        server.Intercept = async (request, context) =>
        {
            if (request.IsWatch)
            {
                return false;
            }

            await context.Response.WriteAsync("""{"metadata":{"resourceVersion":"1"},"items":[""", stop.Token);
            for (var i = 0; i < Count; i++)
            {
                await context.Response.WriteAsync(
                    $$$"""
                    {{{(i == 0 ? " " : ",")}}}{"metadata":{"namespace":"default","name":"n-{{{i}}}",
                    "resourceVersion":"{{{i}}}",
                    "uid":"7d9f7e0a-1b2c-4d3e-8f90-{{{i:000000000000}}}","managedFields":["{{{padding}}}"]},
                    "spec":{"config":"c"}}
                    """,
                    stop.Token);
            }

            await context.Response.WriteAsync("]}", stop.Token);
            return true;
        };
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var cache = await StartAsync();

        cache.Count.ShouldBe(Count);
        var perNetwork = (GC.GetTotalMemory(forceFullCollection: true) - before) / Count;
        TestContext.Current.SendDiagnosticMessage($"{perNetwork} bytes per network");
        perNetwork.ShouldBeLessThan(1000);
    }

    private static Network? Project(System.Text.Json.JsonElement entity)
    {
        var config = entity.TextAt("spec", "config")!;
        return config == "poison"
            ? throw new InvalidOperationException("poison")
            : new Network(entity.KeyOf().Name, config);
    }

    private void Put(string name, string config) =>
        Store.Put($"{Path}/{name}", $$$"""{"spec":{"config":"{{{config}}}"}}""");

    private Reflector<Network> Start(ReflectorOptions options)
    {
        var reflector = new Reflector<Network>(
            client, ResourceType.NetworkAttachmentDefinitions, Project, options);
        reflector.Cache.Subscribe(
            change => changes.Enqueue($"{change.Type} {change.Entity.Name} {change.Entity.Config}"));
        running = reflector.RunAsync(stop.Token);
        return reflector;
    }

    private async Task<EntityCache<Network>> StartAsync(ReflectorOptions? options = null)
    {
        var reflector = Start(options ?? Quick);
        await reflector.HasSynced.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        return reflector.Cache;
    }

    private Task WatchingAsync() => Eventually.HoldsAsync(() => server.Requests.Any(r => r.IsWatch), "a watch");

    private sealed record Network(string Name, string Config);
}
