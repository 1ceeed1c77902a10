using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ramus.Attack.Programs;

/// <summary>An API server without objects; it answers reads of single objects slowly.</summary>
internal sealed class EmptyApi : IAsyncDisposable
{
    private const string Networks = "network-attachment-definitions/";
    private static readonly TimeSpan Slowness = TimeSpan.FromMilliseconds(500);

    private readonly WebApplication application;

    private EmptyApi(WebApplication application) => this.application = application;

    internal string Address => application.Urls.Single();

    internal static async Task<EmptyApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var api = new EmptyApi(builder.Build());
        api.application.Run(AnswerAsync);
        await api.application.StartAsync();
        return api;
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        if (context.Request.Query.ContainsKey("watch"))
        {
            await context.Response.StartAsync(context.RequestAborted);
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        if (context.Request.Path.Value!.Contains(Networks, StringComparison.Ordinal))
        {
            await Task.Delay(Slowness, context.RequestAborted);
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync(
                """{"kind":"Status","status":"Failure","reason":"NotFound","code":404}""", context.RequestAborted);
            return;
        }

        await context.Response.WriteAsync(
            """{"kind":"List","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[]}""",
            context.RequestAborted);
    }
}
