// A stand-in for a device plugin, only for tests. It registers fake devices, which the CNI stand-ins treat as real.
// Usage: Ramus.DevicePlugin DEVICE-PLUGINS-FOLDER DEVICE-INFO-FOLDER RESOURCE ID...
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Ramus.DevicePlugin;

if (args.Length < 4)
{
    await Console.Error.WriteLineAsync(
        "usage: Ramus.DevicePlugin DEVICE-PLUGINS-FOLDER DEVICE-INFO-FOLDER RESOURCE ID...");
    return 2;
}

var (folder, resource, ids) = (args[0], args[2], args[3..]);
var endpoint = $"ramus-test-{resource.Replace('/', '-')}.sock";
using var described = new DeviceInfoFolder(args[1], resource);
using var stop = new CancellationTokenSource();
using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stop.Cancel();
});

while (!stop.IsCancellationRequested)
{
    File.Delete(Path.Combine(folder, endpoint));
    await using var app = Build();
    await app.StartAsync();
    try
    {
        await KubeletRegistration.RegisterAsync(
            folder,
            new RegisterRequest { Version = "v1beta1", Endpoint = endpoint, ResourceName = resource },
            stop.Token);
        await KubeletRegistration.WhileListedAsync(folder, endpoint, stop.Token);
    }
    catch (Exception e) when (stop.IsCancellationRequested && e is OperationCanceledException or Grpc.Core.RpcException)
    {
        // The plugin was stopped while the kubelet did not run.
    }

    using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
    try
    {
        await app.StopAsync(limit.Token);
    }
    catch (OperationCanceledException)
    {
        // The kubelet's ListAndWatch stream does not end by itself.
    }
}

return 0;

WebApplication Build()
{
    var builder = WebApplication.CreateSlimBuilder();
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(Path.Combine(folder, endpoint), listen =>
    {
        listen.Protocols = HttpProtocols.Http2;
        listen.Use(next => connection => AuthorityRepair.RunAsync(connection, next));
    }));
    builder.Services.AddGrpc();
    builder.Services.AddSingleton(new InventedDevices(resource, ids, described));
    var app = builder.Build();
    app.MapGrpcService<InventedDevices>();
    return app;
}
