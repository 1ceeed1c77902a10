using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Ramus.Kubernetes.Connections;
using Ramus.Webhook.Options;

namespace Ramus.Webhook.Admission;

/// <summary>
/// Handles the reviews of all paths: reads the body, lets the path's rules decide, writes the answer and counts it.
/// </summary>
internal sealed class ReviewEndpoint(
    ReviewIntake intake,
    WebhookOptions options,
    WebhookMetrics metrics,
    TimeProvider time,
    ReviewLog log)
{
    private const string Json = "application/json";

    public async Task HandleAsync(HttpContext context, IReview review)
    {
        var connection = context.Features.GetRequiredFeature<CallerConnection>();
        var started = time.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(options.ReviewTimeout);
        connection.Begin();
        try
        {
            RefuseOtherContent(context.Request);
            var outcome = await intake.TakeAsync(
                context.Request, connection.Caller,
                body => AnswerAsync(context, body.RootElement, review, limit.Token), limit).ConfigureAwait(false);
            connection.Caller.Recognize();
            metrics.Count(outcome, time.GetElapsedTime(started));
        }
        catch (Exception e) when (IsCallersEnd(e, context.RequestAborted))
        {
            // The API server has closed the connection: there is no one to answer.
        }
        catch (Exception e)
        {
            // Every exception becomes an HTTP status here, so that no exception closes the connection.
            if (e is ReviewException { CanBeRepeated: false } or BadHttpRequestException)
            {
                connection.Caller.Forget();
            }

            await FailureAnswer.WriteAsync(context, e, options.ReviewTimeout, log).ConfigureAwait(false);
            metrics.Count(OutcomeOf(context.Response.StatusCode), time.GetElapsedTime(started));
        }
        finally
        {
            connection.End();
        }
    }

    private async Task<DecisionOutcome> AnswerAsync(
        HttpContext context, JsonElement body, IReview review, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = AdmissionRequest.Read(body);
        var decision = review.ExemptsNamespaces && options.IsExempt(request.Namespace)
            ? AdmissionDecision.Ignored
            : await review.DecideAsync(request, cancellationToken).ConfigureAwait(false);
        log.Decided(request, decision);
        await WriteAsync(context.Response, request.Uid, decision, cancellationToken).ConfigureAwait(false);
        return decision.Outcome;
    }

    /// <summary>A closed connection fails the read of the body before it cancels the token.</summary>
    private static bool IsCallersEnd(Exception failure, CancellationToken aborted)
    {
        if (failure is OperationCanceledException && aborted.IsCancellationRequested)
        {
            return true;
        }

        var cause = failure;
        while (cause is not (null or ConnectionResetException or ConnectionAbortedException))
        {
            cause = cause.InnerException;
        }

        return cause is not null;
    }

    private static DecisionOutcome OutcomeOf(int status) => status switch
    {
        503 => DecisionOutcome.NoRoom,
        < 500 => DecisionOutcome.BadRequest,
        _ => DecisionOutcome.Failed,
    };

    private static void RefuseOtherContent(HttpRequest request)
    {
        // API servers send exactly this.
        if (request.ContentType == Json)
        {
            return;
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !string.Equals(type.MediaType, Json, StringComparison.OrdinalIgnoreCase))
        {
            throw new ReviewException(415, $"the content type is '{request.ContentType}'; send application/json");
        }
    }

    private static async Task WriteAsync(
        HttpResponse response, string uid, AdmissionDecision decision, CancellationToken cancellationToken)
    {
        // Base64 turns three bytes into four, and the writer reserves the maximum length of each escaped string.
        var answer = new ArrayBufferWriter<byte>(1024 + (decision.Patch.Length * 2));
        AdmissionResponse.Write(answer, uid, decision);
        response.ContentType = Json;
        response.ContentLength = answer.WrittenCount;
        await response.BodyWriter.WriteAsync(answer.WrittenMemory, cancellationToken).ConfigureAwait(false);
    }
}
