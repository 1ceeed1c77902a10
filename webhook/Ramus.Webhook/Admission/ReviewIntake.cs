using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Ramus.Kubernetes.Connections;

namespace Ramus.Webhook.Admission;

/// <summary>
/// Receives and judges reviews within fixed amounts of memory, whoever calls and however slowly: one for the bodies
/// that are received or wait, one for those that are judged, which take a multiple of their length.
/// </summary>
internal sealed class ReviewIntake
{
    // At least one review of the greatest length fits, also a stranger's.
    private const int Mebibyte = 1024 * 1024;
    private static readonly ShareLimits Received = new(12 * Mebibyte, 6 * Mebibyte, 9 * Mebibyte);
    private static readonly ShareLimits Judged = new(24 * Mebibyte, ReviewBody.MostWork, ReviewBody.MostWork);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly FairShare received = new(Received, Patience);
    private readonly FairShare judged = new(Judged, Patience);

    /// <summary>Receives a review, and judges it as soon as there is room.</summary>
    /// <param name="request">Its HTTP request.</param>
    /// <param name="caller">Who sent it.</param>
    /// <param name="judge">Judges it.</param>
    /// <param name="limit">Ends it: its time is up, its caller has left, or others need its memory more.</param>
    /// <exception cref="ReviewException">It is no review, or (status 503) there was no room for too long.</exception>
    public async Task<T> TakeAsync<T>(
        HttpRequest request, Caller caller, Func<JsonDocument, Task<T>> judge, CancellationTokenSource limit)
    {
        ReviewBody.RefuseTooBig(request.ContentLength);
        // What is sent in chunks may become as long as any.
        var announced = request.ContentLength ?? ReviewBody.MaxBytes;
        using var room = await received.ClaimAsync(caller, announced, limit).ConfigureAwait(false);
        try
        {
            var text = await ReviewBody.ReadAsync(request.BodyReader, (int)announced, limit.Token)
                .ConfigureAwait(false);
            room.ShrinkTo(text.Length);
            var work = ReviewBody.WorkWith(text.Span);
            using var place = await judged.ClaimAsync(caller, work, limit).ConfigureAwait(false);
            return await JudgeAsync(text, judge, place).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (room.IsRevoked)
        {
            throw ReviewException.NoRoom();
        }
    }

    private static async Task<T> JudgeAsync<T>(
        ReadOnlyMemory<byte> text, Func<JsonDocument, Task<T>> judge, Claim place)
    {
        try
        {
            using var body = ReviewBody.Parse(text);
            return await judge(body).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (place.IsRevoked)
        {
            throw ReviewException.NoRoom();
        }
    }
}
