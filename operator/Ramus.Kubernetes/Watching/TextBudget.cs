namespace Ramus.Kubernetes.Watching;

/// <summary>
/// A common limit for the text that a program keeps of all objects: each object may be short enough, and all of them
/// together too long. A program fetches again what has no room. Thread-safe.
/// </summary>
/// <param name="most">The limit in characters, which take two bytes each.</param>
public sealed class TextBudget(long most)
{
    private long used;

    /// <summary>The characters that are kept.</summary>
    public long Used => Interlocked.Read(ref used);

    /// <summary>Takes room for a text; false when there is none.</summary>
    public bool TryTake(int characters)
    {
        if (Interlocked.Add(ref used, characters) <= most)
        {
            return true;
        }

        Return(characters);
        return false;
    }

    /// <summary>Returns the room of a text that is no longer kept.</summary>
    public void Return(int characters) => Interlocked.Add(ref used, -characters);
}
