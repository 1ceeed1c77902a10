using Microsoft.AspNetCore.Http;
using Ramus.Kubernetes.Client;

namespace Ramus.Kubernetes.Tests.Watching;

/// <summary>The first list, and the changes after it.</summary>
public sealed class ReflectorTests : ReflectorHarness
{
    [Fact]
    public async Task The_reflector_lists_and_then_follows_every_change()
    {
        Put("a", "1");
        var cache = await StartAsync();
        cache.Find("default", "a")!.Config.ShouldBe("1");

        Put("b", "2");
        Put("a", "3");
        Store.Delete($"{Path}/b");

        await Eventually.HoldsAsync(() => Changes.Count == 4, "four Changes");
        Changes.ShouldBe(["Added a 1", "Added b 2", "Modified a 3", "Deleted b 2"]);
        cache.List().ShouldHaveSingleItem().Config.ShouldBe("3");
        Lists.ShouldBe(1);
    }

    [Fact]
    public async Task The_reflector_reads_all_pages_and_reports_no_false_deletes()
    {
        for (var i = 0; i < 35; i++)
        {
            Put($"net-{i:00}", "x");
        }

        var cache = await StartAsync();

        cache.Count.ShouldBe(35);
        Lists.ShouldBe(4);
        Server.Requests.Count(r => r.QueryOf("continue").Length > 0).ShouldBe(3);
        Changes.Count(change => change.StartsWith("Deleted", StringComparison.Ordinal)).ShouldBe(0);
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
        var watch = Server.Requests.First(r => r.IsWatch);
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
        Server.Intercept = async (request, context) =>
        {
            if (request.IsWatch)
            {
                return false;
            }

            await context.Response.WriteAsync("""{"metadata":{"resourceVersion":"1"},"items":[""", Stopping);
            for (var i = 0; i < Count; i++)
            {
                await context.Response.WriteAsync(
                    $$$"""
                    {{{(i == 0 ? " " : ",")}}}{"metadata":{"namespace":"default","name":"n-{{{i}}}",
                    "resourceVersion":"{{{i}}}",
                    "uid":"7d9f7e0a-1b2c-4d3e-8f90-{{{i:000000000000}}}","managedFields":["{{{padding}}}"]},
                    "spec":{"config":"c"}}
                    """,
                    Stopping);
            }

            await context.Response.WriteAsync("]}", Stopping);
            return true;
        };
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var cache = await StartAsync();

        cache.Count.ShouldBe(Count);
        var perNetwork = (GC.GetTotalMemory(forceFullCollection: true) - before) / Count;
        TestContext.Current.SendDiagnosticMessage($"{perNetwork} bytes per network");
        perNetwork.ShouldBeLessThan(1000);
    }
}
