using Ramus.Testing.Kubernetes.FakeApi;

namespace Ramus.Kubernetes.Tests.Watching;

/// <summary>Ended watches, expired versions, and late or silent servers.</summary>
public sealed class ReflectorOutageTests : ReflectorHarness
{
    [Fact]
    public async Task An_expired_watch_lists_again_and_tells_what_vanished_meanwhile()
    {
        Put("stays", "1");
        Put("goes", "1");
        var cache = await StartAsync();
        await WatchingAsync();

        await Server.StopAsync();
        Store.Delete($"{Path}/goes");
        Put("comes", "1");
        Store.Compact();
        await Server.StartAgainAsync();

        await Eventually.HoldsAsync(() => cache.Find("default", "comes") is not null, "the new network");
        await Eventually.HoldsAsync(() => Changes.Contains("Deleted goes 1"), "the synthetic delete");
        Changes.Count(change => change == "Added stays 1").ShouldBe(1);
        Changes.ShouldNotContain("Modified stays 1");
    }

    [Fact]
    public async Task A_cut_connection_resumes_where_it_was_without_a_list()
    {
        var cache = await StartAsync();
        await WatchingAsync();
        Put("a", "1");
        await Eventually.HoldsAsync(() => cache.Count == 1, "the first network");

        Server.CutWatches();
        Put("b", "2");

        await Eventually.HoldsAsync(() => cache.Count == 2, "the second network");
        Lists.ShouldBe(1);
        Changes.ShouldBe(["Added a 1", "Added b 2"]);
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

        Server.CutWatches();
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

        Server.Intercept = async (request, context) =>
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
        var last = Server.Requests.Last(r => r.Method == "GET" && !r.IsWatch);
        last.QueryOf("limit").ShouldBe("0");
        last.QueryOf("resourceVersion").ShouldBe("");
    }

    [Fact]
    public async Task An_object_made_again_under_its_name_is_deleted_first()
    {
        Put("a", "old");
        var cache = await StartAsync();
        await Server.StopAsync();
        Store.Delete($"{Path}/a");
        Put("a", "new");
        Store.Compact();
        await Server.StartAgainAsync();

        await Eventually.HoldsAsync(() => Changes.Count == 3, "three Changes");

        Changes.ShouldBe(["Added a old", "Deleted a old", "Added a new"]);
        cache.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_reflector_waits_for_an_API_server_that_starts_late()
    {
        await Server.StopAsync();
        var reflector = Start(Quick);
        await Eventually.HoldsAsync(() => reflector.LastError is not null, "an error");
        reflector.NotReadyReason.ShouldNotBeNull().ShouldContain("not listed yet");
        Put("a", "1");

        await Server.StartAgainAsync();
        await reflector.HasSynced.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        reflector.Cache.Count.ShouldBe(1);
        reflector.NotReadyReason.ShouldBeNull();
        reflector.LastContact.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up_and_asked_again()
    {
        var silent = true;
        Server.Intercept = async (request, context) =>
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
        Server.Intercept = async (request, context) =>
        {
            if (request.IsWatch && Server.Requests.Count(r => r.IsWatch) == 1)
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
}
