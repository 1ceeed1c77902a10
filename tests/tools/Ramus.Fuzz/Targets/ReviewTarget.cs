using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Ramus.Kubernetes.Connections;
using Ramus.Webhook.Admission;

namespace Ramus.Fuzz.Targets;

/// <summary>
/// A review that anybody who reaches the webhook's port can send, to each of its paths; what the endpoint answers. The
/// head may say how it comes: "path", "type", "length: none" or a number that is not its own, "pieces: 1,20,3".
/// </summary>
internal sealed class ReviewTarget : FuzzTarget
{
    private readonly InventedWebhook webhook = new();
    private readonly ConnectionTable table = new(new ConnectionLimits(8, 8), TimeProvider.System);
    private readonly DefaultConnectionContext connection = new()
    {
        RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, 1),
    };

    public ReviewTarget()
    {
        var whole = new TaskCompletionSource();
        _ = table.ServeAsync(connection, _ => whole.Task);
    }

    public override bool HasHead => true;

    public override Outcome Execute(ReadOnlyMemory<byte> input)
    {
        var headed = new HeadedInput(input);
        var outcome = Outcome.Refused;
        foreach (var review in webhook.Reviews)
        {
            if (headed["path"] is { } path && path != review.Path)
            {
                continue;
            }

            var (status, answer) = Send(review, headed);
            Rule.Holds(status < 500, "no review makes the webhook fail", $"{status} {webhook.Failure}");
            var isAllowed = ReviewAnswer.Check(status, answer, headed.Body);
            outcome = isAllowed ? Outcome.Accepted : outcome;
        }

        return ReviewAnswer.JudgeAgain(headed.Body) ? outcome : Outcome.Refused;
    }

    public override void Dispose()
    {
        webhook.Dispose();
        table.Dispose();
        base.Dispose();
    }

    private (int Status, ReadOnlyMemory<byte> Answer) Send(IReview review, HeadedInput headed)
    {
        using var answer = new MemoryStream();
        var context = new DefaultHttpContext();
        context.Features.Set(connection.Features.Get<CallerConnection>());
        context.Request.Method = HttpMethods.Post;
        context.Request.Path = review.Path;
        context.Request.ContentType = headed["type"] ?? "application/json";
        context.Request.ContentLength = LengthOf(headed);
        context.Features.Set<IRequestBodyPipeFeature>(new Pieces(headed, context.Request.ContentLength));
        context.Response.Body = answer;
        webhook.Endpoint.HandleAsync(context, review).GetAwaiter().GetResult();
        Rule.Holds(
            context.Response.ContentLength == answer.Length, "an answer is as long as it says",
            $"{context.Response.ContentLength} {answer.Length}");
        return (context.Response.StatusCode, answer.ToArray());
    }

    // A server never hands on more than was announced, and reports it when less comes.
    private static long? LengthOf(HeadedInput headed) => headed["length"] switch
    {
        "none" => null,
        { } text when long.TryParse(text, out var length) && length >= headed.Body.Length => length,
        _ => headed.Body.Length,
    };

    /// <summary>A body that comes in pieces.</summary>
    private sealed class Pieces : Stream, IRequestBodyPipeFeature
    {
        private readonly ReadOnlyMemory<byte> body;
        private readonly long? announced;
        private readonly int[] sizes;
        private int at;
        private int piece;

        public Pieces(HeadedInput headed, long? announced)
        {
            body = headed.Body;
            this.announced = announced;
            sizes = [.. (headed["pieces"] ?? "").Split(',').Take(100)
                .Select(static size => int.TryParse(size, out var number) && number > 0 ? number : 4096)];
            Reader = PipeReader.Create(this);
        }

        public PipeReader Reader { get; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var length = Math.Min(Math.Min(sizes[piece++ % sizes.Length], buffer.Length), body.Length - at);
            if (length == 0 && at < announced)
            {
                throw new BadHttpRequestException("Unexpected end of request content.");
            }

            body.Span.Slice(at, length).CopyTo(buffer);
            at += length;
            return length;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                return ValueTask.FromResult(Read(buffer.Span));
            }
            catch (BadHttpRequestException failure)
            {
                return ValueTask.FromException<int>(failure);
            }
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
