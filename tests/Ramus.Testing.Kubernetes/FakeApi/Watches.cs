using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Ramus.Testing.Kubernetes.FakeApi;

/// <summary>The fake API server's watches.</summary>
internal static class Watches
{
    internal static async Task AnswerAsync(
        FakeStore store, ApiPath path, ApiRequest request, HttpContext context, CancellationToken end)
    {
        var version = long.TryParse(request.QueryOf("resourceVersion"), CultureInfo.InvariantCulture, out var v)
            ? v : store.Version;
        context.Response.ContentType = "application/json";
        await context.Response.Body.FlushAsync(CancellationToken.None);
        if (version < store.Compacted)
        {
            await SendAsync(context, "ERROR", Answers.Status(410, "Expired", "too old resource version"));
            return;
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(end);
        if (int.TryParse(request.QueryOf("timeoutSeconds"), CultureInfo.InvariantCulture, out var seconds))
        {
            timeout.CancelAfter(TimeSpan.FromSeconds(seconds));
        }

        try
        {
            while (!timeout.IsCancellationRequested)
            {
                var changed = store.Changed;
                foreach (var happened in store.After(version, path))
                {
                    version = happened.Version;
                    if (happened.Type == "BOOKMARK" || Answers.Selects(request, happened.Object))
                    {
                        await SendAsync(context, happened.Type, happened.Object);
                    }
                }

                await changed.WaitAsync(timeout.Token);
            }
        }
        catch (OperationCanceledException)
        {
            if (end.IsCancellationRequested)
            {
                context.Abort();
            }
        }
    }

    private static async Task SendAsync(HttpContext context, string type, JsonObject entity)
    {
        var line = new JsonObject { ["type"] = type, ["object"] = entity.DeepClone() }.ToJsonString() + "\n";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(line), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
