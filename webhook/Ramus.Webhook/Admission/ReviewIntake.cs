using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Ramus.Kubernetes.Connections;

namespace Ramus.Webhook.Admission;

/// <summary>
/// Receives and judges reviews within two fixed amounts of memory, whatever the callers send: one for bodies that are
/// received or wait, and one for judging, which takes a multiple of a body's length.
/// </summary>
internal sealed class ReviewIntake
{
    // At least one review of the maximum length fits, also from a stranger.
    private const int Mebibyte = 1024 * 1024;
    private static readonly ShareLimits Received = new(12 * Mebibyte, 6 * Mebibyte, 9 * Mebibyte);
    private static readonly ShareLimits Judged = new(24 * Mebibyte, ReviewBody.MostWork, ReviewBody.MostWork);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly FairShare received = new(Received, Patience);
    private readonly FairShare judged = new(Judged, Patience);

    /// <summary>Receives a review, and judges it as soon as there is memory.</summary>
    /// <param name="request">The HTTP request.</param>
    /// <param name="caller">The sender of the review.</param>
    /// <param name="judge">Judges the review.</param>
    /// <param name="limit">
    /// Cancels the review: on timeout, when the caller disconnects, or when its memory is needed for another caller.
    /// </param>
    /// <exception cref="ReviewException">
    /// The body is not a review, or (status 503) no memory became free in time.
    /// </exception>
    public async Task<T> TakeAsync<T>(
        HttpRequest request, Caller caller, Func<JsonDocument, Task<T>> judge, CancellationTokenSource limit)
    {
        ReviewBody.RefuseTooBig(request.ContentLength);
        // The length of a chunked body is unknown, so assume the maximum.
        var announced = request.ContentLength ?? ReviewBody.MaxBytes;
        using var room = await received.ClaimAsync(caller, announced, limit).ConfigureAwait(false);
        Claim? place = null;
        try
        {
            var text = await ReviewBody.ReadAsync(request.BodyReader, (int)announced, limit.Token)
                .ConfigureAwait(false);
            room.ShrinkTo(text.Length);
            var work = ReviewBody.WorkWith(text.Span);
            place = await judged.ClaimAsync(caller, work, limit).ConfigureAwait(false);
            using var body = ReviewBody.Parse(text);
            return await judge(body).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (room.IsRevoked || place is { IsRevoked: true })
        {
            throw ReviewException.NoRoom();
        }
        finally
        {
            place?.Dispose();
        }
    }
}
