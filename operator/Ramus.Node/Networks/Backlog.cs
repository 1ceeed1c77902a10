using Ramus.Node.Services;

namespace Ramus.Node.Networks;

/// <summary>
/// Back-pressure for rendering: counts the definitions that wait in memory to be written to the disk. While there are
/// too many, or they are too long, the agent reads no further networks from the API server.
/// </summary>
/// <param name="waiting">The number of waiting networks.</param>
internal sealed class Backlog(Func<int> waiting) : IDisposable
{
    private const int Most = 500;
    private const int MostCharacters = 8 * 1024 * 1024;

    private readonly Signal less = new();
    private long characters;

    private bool IsFull => waiting() >= Most || Interlocked.Read(ref characters) >= MostCharacters;

    /// <summary>Adds the length of a waiting definition; a negative length removes it.</summary>
    public void Add(int length)
    {
        Interlocked.Add(ref characters, length);
        if (length < 0)
        {
            Shrunk();
        }
    }

    /// <summary>To be called when a network was taken from the queue.</summary>
    public void Shrunk() => less.Set();

    /// <summary>Returns when another definition may be read into memory.</summary>
    public async Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (IsFull)
        {
            await less.WaitAsync(Timeout.InfiniteTimeSpan, cancellationToken);
        }
    }

    public void Dispose() => less.Dispose();
}
