using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Watching;
using Ramus.Testing.Kubernetes.FakeApi;

namespace Ramus.Kubernetes.Tests.Watching;

public sealed class RoomTests
{
    private const string Path = "/apis/k8s.cni.cncf.io/v1/namespaces/default/network-attachment-definitions";

    [Fact]
    public async Task The_reflector_stops_reading_while_there_is_no_room()
    {
        var token = TestContext.Current.CancellationToken;
        await using var server = await FakeApiServer.StartAsync();
        using var client = server.CreateClient();
        server.Store.Put($"{Path}/a", "{}");
        var (asked, room) = (new TaskCompletionSource(), new TaskCompletionSource());
        var reflector = new Reflector<string>(
            client, ResourceType.NetworkAttachmentDefinitions, entity => entity.KeyOf().Name,
            new ReflectorOptions
            {
                WaitForRoomAsync = cancellationToken =>
                {
                    asked.TrySetResult();
                    return room.Task.WaitAsync(cancellationToken);
                },
            });
        using var stop = new CancellationTokenSource();
        var running = reflector.RunAsync(stop.Token);

        await asked.Task.WaitAsync(Patience.Limit, token);
        reflector.Cache.Count.ShouldBe(0);
        room.SetResult();
        await reflector.HasSynced.WaitAsync(Patience.Limit, token);
        reflector.Cache.Count.ShouldBe(1);

        server.Store.Put($"{Path}/b", "{}");
        await Eventually.HoldsAsync(() => reflector.Cache.Count == 2, "watched");
        await stop.CancelAsync();
        await running;
    }
}
