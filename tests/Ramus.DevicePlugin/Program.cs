// A stand-in for a device plugin, for tests only. Tells the kubelet of devices that the CNI stand-ins take for real.
// Usage: Ramus.DevicePlugin DEVICE-PLUGINS-FOLDER RESOURCE ID...
using System.Net.Sockets;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Ramus.DevicePlugin;

if (args.Length < 3)
{
    await Console.Error.WriteLineAsync("usage: Ramus.DevicePlugin DEVICE-PLUGINS-FOLDER RESOURCE ID...");
    return 2;
}

var (folder, resource, ids) = (args[0], args[1], args[2..]);
var endpoint = $"ramus-test-{resource.Replace('/', '-')}.sock";
File.Delete(Path.Combine(folder, endpoint));

var builder = WebApplication.CreateSlimBuilder();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(Path.Combine(folder, endpoint), listen =>
{
    listen.Protocols = HttpProtocols.Http2;
    listen.Use(next => connection => AuthorityRepair.RunAsync(connection, next));
}));
builder.Services.AddGrpc();
builder.Services.AddSingleton(new InventedDevices(ids));
var app = builder.Build();
app.MapGrpcService<InventedDevices>();
await app.StartAsync();

using var transport = new SocketsHttpHandler
{
    ConnectCallback = async (_, cancellationToken) =>
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(
            new UnixDomainSocketEndPoint(Path.Combine(folder, "kubelet.sock")), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    },
};
using var channel = GrpcChannel.ForAddress(
    "http://kubelet", new GrpcChannelOptions { HttpHandler = transport });
await new Registration.RegistrationClient(channel).RegisterAsync(
    new RegisterRequest { Version = "v1beta1", Endpoint = endpoint, ResourceName = resource });

await app.WaitForShutdownAsync();
return 0;
