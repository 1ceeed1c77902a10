using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Ramus.Webhook.Admission;

/// <summary>
/// How many reviews of all kinds are judged at once, and how many large ones received: a review is up to 3 MiB and a
/// multiple of that once it is read, and this bounds the memory, whoever calls. Small ones are received without a
/// place, so that nobody who sends slowly is in the way of others.
/// </summary>
internal sealed class ReviewPlaces : IDisposable
{
    /// <summary>Pods have a tenth of this. Each connection may keep so much waiting.</summary>
    public const int SmallBytes = 64 * 1024;

    private const int MostJudged = 8;
    private const int MostReceived = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim judging = new(MostJudged);
    private readonly SemaphoreSlim receiving = new(MostReceived);

    /// <summary>Receives a review, and runs its judgement as soon as there is a place.</summary>
    /// <exception cref="ReviewException">It is no review, or (status 503) there was no place for too long.</exception>
    public async Task<T> InTurnAsync<T>(
        HttpRequest request, Func<JsonDocument, Task<T>> judge, CancellationToken cancellationToken)
    {
        ReviewBody.RefuseTooBig(request.ContentLength);
        var reader = request.BodyReader;
        var read = await reader.ReadAtLeastAsync(SmallBytes + 1, cancellationToken).ConfigureAwait(false);
        if (read.IsCompleted)
        {
            return await InPlaceAsync(judging, () => JudgeAsync(reader, read, judge), cancellationToken)
                .ConfigureAwait(false);
        }

        // Seen, and still wanted.
        reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        return await InPlaceAsync(
            receiving,
            async () =>
            {
                var whole = await reader.ReadAtLeastAsync(ReviewBody.MaxBytes + 1, cancellationToken)
                    .ConfigureAwait(false);
                return await InPlaceAsync(judging, () => JudgeAsync(reader, whole, judge), cancellationToken)
                    .ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        judging.Dispose();
        receiving.Dispose();
    }

    private static async Task<T> JudgeAsync<T>(PipeReader reader, ReadResult read, Func<JsonDocument, Task<T>> judge)
    {
        using var body = Parse(reader, read);
        return await judge(body).ConfigureAwait(false);
    }

    private static JsonDocument Parse(PipeReader reader, ReadResult read)
    {
        try
        {
            return ReviewBody.Parse(read.Buffer);
        }
        finally
        {
            reader.AdvanceTo(read.Buffer.End);
        }
    }

    private static async Task<T> InPlaceAsync<T>(
        SemaphoreSlim places, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        if (!await places.WaitAsync(Patience, cancellationToken).ConfigureAwait(false))
        {
            throw new ReviewException(
                503,
                $"too many other reviews are in progress, and none ended within {Patience.TotalSeconds:0} s; try again");
        }

        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            places.Release();
        }
    }
}
