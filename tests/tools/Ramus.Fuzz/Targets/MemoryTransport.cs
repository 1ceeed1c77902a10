using System.IO.Pipelines;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Ramus.Fuzz.Targets;

/// <summary>Connections to a server of this process without sockets.</summary>
internal sealed class MemoryTransport : IConnectionListenerFactory, IConnectionListener
{
    private readonly Channel<ConnectionContext> waiting = Channel.CreateUnbounded<ConnectionContext>();
    private long count;

    public EndPoint EndPoint { get; private set; } = new IPEndPoint(IPAddress.Loopback, 1);

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        EndPoint = endpoint;
        return ValueTask.FromResult<IConnectionListener>(this);
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await waiting.Reader.WaitToReadAsync(cancellationToken) && waiting.Reader.TryRead(out var next) ? next : null;

    /// <summary>Connects, sends, says that no more comes, and reads what the server writes until it is done.</summary>
    public async Task<byte[]> ExchangeAsync(ReadOnlyMemory<byte> sent)
    {
        var (input, output) = (new Pipe(), new Pipe());
        waiting.Writer.TryWrite(new Connection($"{count++}", input.Reader, output.Writer));
        await input.Writer.WriteAsync(sent);
        await input.Writer.CompleteAsync();
        var answer = new MemoryStream();
        await output.Reader.CopyToAsync(answer);
        return answer.ToArray();
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        waiting.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => UnbindAsync();

    private sealed class Connection : DefaultConnectionContext
    {
        private readonly PipeReader input;
        private readonly PipeWriter output;

        public Connection(string id, PipeReader input, PipeWriter output)
            : base(id, new Duplex(input, output), new Duplex(input, output))
        {
            (this.input, this.output) = (input, output);
            RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, 2);
            LocalEndPoint = new IPEndPoint(IPAddress.Loopback, 1);
        }

        // The base class cancels a token later, after it was disposed. All input is there, so nothing waits for that.
        public override void Abort(ConnectionAbortedException abortReason)
        {
        }

        public override async ValueTask DisposeAsync()
        {
            await input.CompleteAsync();
            await output.CompleteAsync();
            await base.DisposeAsync();
        }
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
