using Ramus.Node.Services;

namespace Ramus.Node.Networks;

/// <summary>
/// The definitions that wait in memory for the disk. While they are many, or long, nothing more is read from the API
/// server.
/// </summary>
/// <param name="waiting">How many networks wait.</param>
internal sealed class Backlog(Func<int> waiting) : IDisposable
{
    private const int Most = 500;
    private const int MostCharacters = 8 * 1024 * 1024;

    private readonly Signal less = new();
    private long characters;

    private bool IsFull => waiting() >= Most || Interlocked.Read(ref characters) >= MostCharacters;

    /// <summary>The text of a definition waits, or waits no more when negative.</summary>
    public void Add(int length)
    {
        Interlocked.Add(ref characters, length);
        if (length < 0)
        {
            Shrunk();
        }
    }

    /// <summary>One network less waits.</summary>
    public void Shrunk() => less.Set();

    /// <summary>Returns when another definition may come into memory.</summary>
    public async Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (IsFull)
        {
            await less.WaitAsync(Timeout.InfiniteTimeSpan, cancellationToken);
        }
    }

    public void Dispose() => less.Dispose();
}
