using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Ramus.Webhook.Hosting;
using Ramus.Webhook.Networks;
using Ramus.Webhook.Pods;

namespace Ramus.Webhook.Admission;

/// <summary>
/// POST of reviews about pods and networks: reads a review, lets the rules decide, writes the answer.
/// </summary>
internal sealed class ReviewEndpoint(
    PodAdmission pods,
    NetworkAdmission networks,
    ReviewPlaces places,
    WebhookOptions options,
    WebhookMetrics metrics,
    TimeProvider time,
    ILogger<ReviewEndpoint> logger)
{
    private delegate ValueTask<AdmissionDecision> Decide(AdmissionRequest request, CancellationToken cancellationToken);

    public Task HandleAsync(HttpContext context) => HandleAsync(context, DecidePodAsync);

    public Task HandleNetworkAsync(HttpContext context) => HandleAsync(context, DecideNetworkAsync);

    private ValueTask<AdmissionDecision> DecidePodAsync(
        AdmissionRequest request, CancellationToken cancellationToken) =>
        request.IsPodCreation
            ? pods.ReviewAsync(request.Object, request.Namespace, cancellationToken)
            : ValueTask.FromResult(AdmissionDecision.Ignored);

    private ValueTask<AdmissionDecision> DecideNetworkAsync(
        AdmissionRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(request.IsNetworkChange ? networks.Review(request) : AdmissionDecision.Ignored);

    private async Task HandleAsync(HttpContext context, Decide decide)
    {
        var started = time.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(options.ReviewTimeout);
        try
        {
            RefuseOtherContent(context.Request);
            var outcome = await places.InTurnAsync(
                context.Request, body => ReviewAsync(context, body.RootElement, decide, limit.Token), limit.Token)
                .ConfigureAwait(false);
            metrics.Count(outcome, time.GetElapsedTime(started));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The API server gave up; nobody is left to answer.
        }
        catch (Exception e)
        {
            // The rim: every failure becomes a status here, and none tears down the connection.
            await FailureAnswer.WriteAsync(context, e, options.ReviewTimeout, logger).ConfigureAwait(false);
            metrics.Count(
                context.Response.StatusCode < 500 ? DecisionOutcome.BadRequest : DecisionOutcome.Failed,
                time.GetElapsedTime(started));
        }
    }

    private async Task<DecisionOutcome> ReviewAsync(
        HttpContext context, JsonElement review, Decide decide, CancellationToken cancellationToken)
    {
        var request = AdmissionRequest.Read(review);
        var decision = options.IsExempt(request.Namespace)
            ? AdmissionDecision.Ignored
            : await decide(request, cancellationToken).ConfigureAwait(false);
        Report(request, decision);
        await AnswerAsync(context.Response, request.Uid, decision, context.RequestAborted).ConfigureAwait(false);
        return decision.Outcome;
    }

    private static void RefuseOtherContent(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw new ReviewException(415, $"the content type is '{request.ContentType}'; send application/json");
        }
    }

    private void Report(AdmissionRequest request, AdmissionDecision decision)
    {
        if (decision.Refusal is { } reason)
        {
            logger.PodRefused(WebhookMetrics.Label(decision.Outcome), request.Uid, reason);
            return;
        }

        logger.PodDecided(WebhookMetrics.Label(decision.Outcome), request.Uid, request.Namespace);
    }

    private static async Task AnswerAsync(
        HttpResponse response, string uid, AdmissionDecision decision, CancellationToken cancellationToken)
    {
        // The writer asks for room for the longest that a text can become, and base64 takes four bytes for three.
        var answer = new ArrayBufferWriter<byte>(1024 + (decision.Patch.Length * 2));
        AdmissionResponse.Write(answer, uid, decision);
        response.ContentType = "application/json";
        response.ContentLength = answer.WrittenCount;
        await response.BodyWriter.WriteAsync(answer.WrittenMemory, cancellationToken).ConfigureAwait(false);
    }
}
