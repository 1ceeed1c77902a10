using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Ramus.Node.Devices.PodResourcesApi;

namespace Ramus.Node.Tests.Support;

/// <summary>A kubelet that serves pod-resources v1 on its socket.</summary>
internal sealed class FakeKubelet : IAsyncDisposable
{
    private readonly WebApplication application;

    private FakeKubelet(WebApplication application, State state)
    {
        this.application = application;
        Current = state;
    }

    public State Current { get; }

    public static async Task<FakeKubelet> StartAsync(string kubeletDir, Action<State>? prepare = null)
    {
        var directory = Path.Combine(kubeletDir, "pod-resources");
        Directory.CreateDirectory(directory);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(
            Path.Combine(directory, "kubelet.sock"), listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc();
        var state = new State();
        prepare?.Invoke(state);
        builder.Services.AddSingleton(state);
        builder.Services.AddSingleton<Service>();
        var application = builder.Build();
        application.UseRouting();
        application.MapGrpcService<Service>();
        await application.StartAsync();
        return new FakeKubelet(application, state);
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    internal sealed class State
    {
        public Func<int, ListPodResourcesResponse> Answer { get; set; } = _ => new();

        public int Calls { get; set; }

        /// <summary>The devices that device plugins offer; null: the kubelet does not implement the call.</summary>
        public AllocatableResourcesResponse? Allocatable { get; set; }

        public void Give(string pod, string resource, params string[] ids)
        {
            var before = Answer(0);
            var entry = before.PodResources.FirstOrDefault(p => p.Name == pod);
            if (entry is null)
            {
                before.PodResources.Add(entry = new PodResources { Name = pod, Namespace = "default" });
            }

            var devices = new ContainerDevices { ResourceName = resource };
            devices.DeviceIds.AddRange(ids);
            entry.Containers.Add(new ContainerResources { Name = $"c{entry.Containers.Count}", Devices = { devices } });
            Answer = _ => before;
        }
    }

    internal sealed class Service(State state) : PodResourcesLister.PodResourcesListerBase
    {
        public override Task<ListPodResourcesResponse> List(
            ListPodResourcesRequest request, ServerCallContext context) =>
            Task.FromResult(state.Answer(++state.Calls));

        public override Task<AllocatableResourcesResponse> GetAllocatableResources(
            AllocatableResourcesRequest request, ServerCallContext context) =>
            Task.FromResult(state.Allocatable
                ?? throw new RpcException(new Status(StatusCode.Unimplemented, "unknown method")));
    }
}
