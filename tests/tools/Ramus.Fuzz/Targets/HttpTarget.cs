using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Ramus.Kubernetes.Connections;
using Ramus.Webhook.Hosting;

namespace Ramus.Fuzz.Targets;

/// <summary>
/// Bytes on a connection to the webhook, behind TLS: any HTTP, to the server as it is built. In the head "LENGTH"
/// stands for the body's length, and a line "chunks: 1,20,3" sends the body in chunks of these sizes.
/// </summary>
internal sealed class HttpTarget : FuzzTarget
{
    private readonly InventedWebhook webhook = new();
    private readonly ConnectionTable table = new(new ConnectionLimits(8, 8), TimeProvider.System);
    private readonly MemoryTransport transport = new();
    private readonly WebApplication application;

    public HttpTarget()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseSmallBuffers();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            WebhookServer.Limit(kestrel);
            kestrel.ListenLocalhost(1, listen => WebhookServer.Count(listen, table));
        });
        builder.Services.AddSingleton<IConnectionListenerFactory>(transport);
        application = builder.Build();
        WebhookServer.Map(application, webhook.Endpoint, webhook.Reviews);
        application.StartAsync().GetAwaiter().GetResult();
    }

    public override bool HasHead => true;

    public override Outcome Execute(ReadOnlyMemory<byte> input)
    {
        var sent = Request(input);
        var answers = transport.ExchangeAsync(sent).GetAwaiter().GetResult();
        var outcome = Outcome.Refused;
        foreach (var (status, answer) in HttpAnswers.Read(answers))
        {
            // 501 and 505: a coding or a version of HTTP that the server does not know.
            Rule.Holds(
                status is 100 or 200 or (>= 400 and < 500) or 501 or 505, "no request makes it fail",
                $"{status} {webhook.Failure}");
            if (status == 200)
            {
                ReviewAnswer.CheckForm(answer);
                outcome = Outcome.Accepted;
            }
        }

        return outcome;
    }

    public override void Dispose()
    {
        application.StopAsync().GetAwaiter().GetResult();
        webhook.Dispose();
        table.Dispose();
        base.Dispose();
    }

    private static byte[] Request(ReadOnlyMemory<byte> input)
    {
        var start = HeadedInput.BodyOf(input.Span);
        var body = input[start..];
        var head = Encoding.Latin1.GetString(input.Span[..start])
            .Replace("\n", "\r\n", StringComparison.Ordinal)
            .Replace("LENGTH", body.Length.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var sizes = new HeadedInput(input)["chunks"];
        return [.. Encoding.Latin1.GetBytes(head), .. sizes is null ? body.ToArray() : Chunks(body, sizes)];
    }

    private static byte[] Chunks(ReadOnlyMemory<byte> body, string sizes)
    {
        var numbers = sizes.Split(',').Take(100)
            .Select(static size => int.TryParse(size, out var number) && number > 0 ? number : 100).ToList();
        var text = new MemoryStream();
        for (var (at, piece) = (0, 0); at < body.Length; piece++)
        {
            var length = Math.Min(numbers[piece % numbers.Count], body.Length - at);
            text.Write(Encoding.ASCII.GetBytes($"{length:x}\r\n"));
            text.Write(body.Span.Slice(at, length));
            text.Write("\r\n"u8);
            at += length;
        }

        text.Write("0\r\n\r\n"u8);
        return text.ToArray();
    }
}
