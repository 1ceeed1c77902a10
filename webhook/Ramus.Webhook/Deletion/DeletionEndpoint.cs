using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Ramus.Webhook.Admission;
using Ramus.Webhook.Hosting;

namespace Ramus.Webhook.Deletion;

/// <summary>POST of reviews about deletions of networks.</summary>
internal sealed class DeletionEndpoint(
    DeletionGuard guard, ReviewPlaces places, WebhookOptions options, ILogger<DeletionEndpoint> logger)
{
    public async Task HandleAsync(HttpContext context)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(options.ReviewTimeout);
        try
        {
            var (uid, decision) = await places.InTurnAsync(
                context.Request, body => DecideAsync(body.RootElement, limit.Token), limit.Token).ConfigureAwait(false);
            var answer = new ArrayBufferWriter<byte>(512);
            Write(answer, uid, decision);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = answer.WrittenCount;
            await context.Response.BodyWriter.WriteAsync(answer.WrittenMemory, context.RequestAborted)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The API server gave up; nobody is left to answer.
        }
        catch (Exception e)
        {
            // The rim, as in ReviewEndpoint.
            await FailureAnswer.WriteAsync(context, e, options.ReviewTimeout, logger).ConfigureAwait(false);
        }
    }

    private async Task<(string Uid, DeletionDecision Decision)> DecideAsync(
        JsonElement review, CancellationToken cancellationToken)
    {
        var (uid, deletion) = DeletionRequest.Read(review);
        var decision = deletion is null
            ? DeletionDecision.Allowed
            : await guard.DecideAsync(deletion, cancellationToken).ConfigureAwait(false);
        if (decision.Refusal is { } reason)
        {
            logger.DeletionRefused(uid, reason);
        }

        return (uid, decision);
    }

    private static void Write(IBufferWriter<byte> output, string uid, DeletionDecision decision)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("apiVersion"u8, "admission.k8s.io/v1"u8);
        json.WriteString("kind"u8, "AdmissionReview"u8);
        json.WriteStartObject("response"u8);
        json.WriteString("uid"u8, uid);
        json.WriteBoolean("allowed"u8, decision.Refusal is null);
        if (decision.Refusal is { } refusal)
        {
            json.WriteStartObject("status"u8);
            json.WriteNumber("code"u8, 409);
            json.WriteString("reason"u8, "Conflict"u8);
            json.WriteString("message"u8, refusal);
            json.WriteEndObject();
        }

        if (decision.Warning is { } warning)
        {
            json.WriteStartArray("warnings"u8);
            json.WriteStringValue(warning);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
