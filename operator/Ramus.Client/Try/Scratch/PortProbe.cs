using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ramus.Kubernetes.Options;

namespace Ramus.Client.Try.Scratch;

/// <summary>
/// Checks whether a host port reaches the pod. A pod on the scratch node has no containers, so one process of this
/// program listens in the pod's namespace, and another one connects from outside the node.
/// </summary>
internal static class PortProbe
{
    private const string Name = "probe";
    private const string Greeting = "ramus\n";
    // The veth pairs of the scratch node have no delay: a listener answers at once or never.
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ListenPatience = TimeSpan.FromSeconds(30);

    /// <summary>The command line that listens on a port of the current network namespace.</summary>
    public static string[] ListenCommand(int port) => ThisProgram($"listen:{port}");

    /// <summary>The command line that succeeds when the listener answers at the address.</summary>
    public static string[] ConnectCommand(string address, int port) =>
        ThisProgram($"connect:{new IPEndPoint(IPAddress.Parse(address), port)}");

    /// <summary>The hidden command that those command lines run.</summary>
    public static Command Create()
    {
        var what = new Argument<string>("what");
        var command = new Command(Name) { what };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(what), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string probe, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var listens = probe.StartsWith("listen:", StringComparison.Ordinal);
        patience.CancelAfter(listens ? ListenPatience : ConnectPatience);
        try
        {
            var what = probe[(probe.IndexOf(':', StringComparison.Ordinal) + 1)..];
            await (listens
                ? ListenAsync(int.Parse(what, CultureInfo.InvariantCulture), patience.Token)
                : ConnectAsync(IPEndPoint.Parse(what), patience.Token));
            return 0;
        }
        catch (Exception failure) when (failure is SocketException or IOException or OperationCanceledException)
        {
            return ProgramLine.Failed;
        }
    }

    private static async Task ListenAsync(int port, CancellationToken cancellationToken)
    {
        using var listener = new TcpListener(IPAddress.IPv6Any, port);
        listener.Server.DualMode = true;
        listener.Start();
        Console.WriteLine("listening");
        using var client = await listener.AcceptTcpClientAsync(cancellationToken);
        await client.GetStream().WriteAsync("ramus\n"u8.ToArray(), cancellationToken);
    }

    private static async Task ConnectAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        using var client = new TcpClient(address.AddressFamily);
        await client.ConnectAsync(address, cancellationToken);
        using var reader = new StreamReader(client.GetStream());
        if (await reader.ReadLineAsync(cancellationToken) != Greeting.TrimEnd())
        {
            throw new IOException("another program answered");
        }
    }

    private static string[] ThisProgram(string probe)
    {
        string[] program = Path.GetFileName(Environment.ProcessPath) == "dotnet"
            ? [Environment.ProcessPath!, Environment.GetCommandLineArgs()[0]]
            : [Environment.ProcessPath!];
        return [.. program, "try", Name, probe];
    }
}
