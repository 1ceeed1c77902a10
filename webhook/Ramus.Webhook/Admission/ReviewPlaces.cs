namespace Ramus.Webhook.Admission;

/// <summary>
/// How many reviews of all kinds are read at once. A review is up to 3 MiB and a multiple of that once it is read: this
/// bounds the memory, whoever calls.
/// </summary>
internal sealed class ReviewPlaces : IDisposable
{
    private const int MostAtOnce = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim places = new(MostAtOnce);

    /// <summary>Runs a review as soon as there is a place.</summary>
    /// <exception cref="ReviewException">Status 503: there was none for too long.</exception>
    public async Task<T> InTurnAsync<T>(Func<Task<T>> review, CancellationToken cancellationToken)
    {
        if (!await places.WaitAsync(Patience, cancellationToken).ConfigureAwait(false))
        {
            throw new ReviewException(
                503,
                $"{MostAtOnce} other reviews are in progress and none ended within {Patience.TotalSeconds:0} s; "
                + "try again");
        }

        try
        {
            return await review().ConfigureAwait(false);
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose() => places.Dispose();
}
