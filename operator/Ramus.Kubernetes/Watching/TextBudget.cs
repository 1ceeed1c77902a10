namespace Ramus.Kubernetes.Watching;

/// <summary>
/// A common limit for the text that a program keeps of all objects, because many short texts can be too long together.
/// A program fetches an object again when there was no room for its text. Thread-safe.
/// </summary>
/// <param name="most">The limit in characters, which take two bytes each.</param>
public sealed class TextBudget(long most)
{
    private long used;

    /// <summary>The characters that are kept.</summary>
    public long Used => Interlocked.Read(ref used);

    /// <summary>Reserves room for a text; false when there is none.</summary>
    public bool TryTake(int characters)
    {
        if (Interlocked.Add(ref used, characters) <= most)
        {
            return true;
        }

        Return(characters);
        return false;
    }

    /// <summary>Releases the room of a text that is no longer kept.</summary>
    public void Return(int characters) => Interlocked.Add(ref used, -characters);
}
