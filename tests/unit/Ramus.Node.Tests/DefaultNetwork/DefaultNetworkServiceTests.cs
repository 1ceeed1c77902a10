using Microsoft.Extensions.Time.Testing;
using Ramus.Contract.NodeDisk;
using Ramus.Kubernetes.Events;
using Ramus.Node.DefaultNetwork;
using Ramus.Node.Services;
using Ramus.Node.Tests.Support;
using Ramus.Testing.Kubernetes.FakeApi;

namespace Ramus.Node.Tests.DefaultNetwork;

/// <summary>The events about the default network: a state that belongs to every start is none until it lasts.</summary>
public sealed class DefaultNetworkServiceTests : IAsyncLifetime
{
    private const string Bridge = """{"name":"cbr0","type":"bridge"}""";

    private readonly ScratchDirectory conf = new();
    private readonly FakeTimeProvider time = new();
    private readonly RecordedLog log = new();
    private readonly CancellationTokenSource stop = new();
    private readonly List<IDisposable> owned = [];
    private readonly List<Task> running = [];
    private FakeApiServer api = null!;
    private bool isInstalled;

    public async ValueTask InitializeAsync() => api = await FakeApiServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(running);
        owned.ForEach(item => item.Dispose());
        await api.DisposeAsync();
        conf.Dispose();
        stop.Dispose();
    }

    [Theory]
    [InlineData(null, true, "no CNI configuration of another plugin found")]
    [InlineData(null, false, "no CNI configuration of another plugin found")]
    [InlineData(Bridge, false, "waiting until the plugin is installed and the networks are listed")]
    public async Task A_state_of_every_start_is_an_event_only_when_it_lasts(
        string? file, bool installed, string problem)
    {
        var service = Start(file, installed);
        await Eventually.HoldsAsync(() => Logged($"Default network: {Expected(problem)}"), "the log");
        time.Advance(DefaultNetworkService.StartPatience - TimeSpan.FromSeconds(1));
        service.Wake();
        Events().ShouldBe(0);

        time.Advance(TimeSpan.FromSeconds(1));
        service.Wake();

        await Eventually.HoldsAsync(() => Events() == 1, "the event");
        Logged("This is normal while the node starts").ShouldBeTrue();

        static string Expected(string problem) => problem.StartsWith("no ", StringComparison.Ordinal)
            ? $"no default network: {problem}" : problem;
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(Bridge, false)]
    public async Task A_start_that_ends_well_is_no_solved_problem(string? file, bool installed)
    {
        var service = Start(file, installed);
        await Eventually.HoldsAsync(() => Logged("This is normal while the node starts"), "the log");

        if (file is null)
        {
            conf.Write("10-bridge.conf", Bridge);
        }

        isInstalled = true;
        service.Wake();

        await Eventually.HoldsAsync(() => service.NotReadyReason is null, "ready");
        time.Advance(TimeSpan.FromHours(1));
        service.Wake();
        Logged("the problem is resolved").ShouldBeFalse();
        Events().ShouldBe(0);
    }

    [Fact]
    public async Task A_broken_file_is_an_event_at_once_and_its_repair_is_logged()
    {
        var service = Start("{", true);
        await Eventually.HoldsAsync(() => Events() == 1, "the event");

        conf.Write("10-bridge.conf", Bridge);
        service.Wake();

        await Eventually.HoldsAsync(() => Logged("the problem is resolved"), "the log");
    }

    private DefaultNetworkService Start(string? file, bool installed)
    {
        if (file is not null)
        {
            conf.Write("10-bridge.conf", file);
        }

        isInstalled = installed;
        var client = Own(api.CreateClient());
        var node = new NodeServices
        {
            NodeName = "n1",
            Client = client,
            Events = new EventPublisher(client, "ramus", "n1"),
            Metrics = Own(new NodeMetrics()),
            Logger = log,
            Time = time,
        };
        var files = new NodeFiles(conf.Path);
        var service = Own(new DefaultNetworkService(
            node, files, new DefaultNetworkRenderer(files, () => new(), time), () => isInstalled));
        running.Add(service.RunAsync(stop.Token));
        running.Add(node.Events.RunAsync(stop.Token));
        return service;
    }

    private bool Logged(string text) => log.Lines.Any(line => line.Contains(text, StringComparison.Ordinal));

    private int Events() => api.Store.List(ApiPath.Parse("/api/v1/events")!)
        .Count(found => found["reason"]?.GetValue<string>() == "DefaultNetworkProblem");

    private T Own<T>(T item)
        where T : IDisposable
    {
        owned.Add(item);
        return item;
    }
}
