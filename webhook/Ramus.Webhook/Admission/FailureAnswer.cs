using System.Text;
using Microsoft.AspNetCore.Http;

namespace Ramus.Webhook.Admission;

/// <summary>The answer to a review that could not be read or judged: an HTTP status and a message.</summary>
internal static class FailureAnswer
{
    public static async Task WriteAsync(HttpContext context, Exception failure, TimeSpan timeout, ReviewLog log)
    {
        var (status, text) = failure switch
        {
            ReviewException e => (e.StatusCode, e.Message),
            BadHttpRequestException e => (e.StatusCode, e.Message),
            OperationCanceledException => (408, $"the review was not complete within {timeout.TotalSeconds:0.###} s"),
            _ => (500, "internal error; see the log of ramus-webhook"),
        };
        log.Failed(status, text, failure);
        if (context.Response.HasStarted)
        {
            return;
        }

        if (failure is ReviewException { CanBeRepeated: true })
        {
            context.Response.Headers.RetryAfter = "1";
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = Encoding.UTF8.GetByteCount(text);
        await context.Response.WriteAsync(text, context.RequestAborted).ConfigureAwait(false);
    }
}
