namespace Ramus.Attachers.Calls;

/// <summary>The objects that the commands for one pod open only once: namespaces and sockets.</summary>
internal sealed class SharedObjects : IDisposable
{
    private readonly Dictionary<string, IShared> objects = new(StringComparer.Ordinal);

    /// <summary>The object with this key, opened at its first use. Disposing it does nothing.</summary>
    public T Get<T>(string key, Func<T> open)
        where T : class, IShared
    {
        if (objects.TryGetValue(key, out var known))
        {
            return (T)known;
        }

        var opened = open();
        opened.IsShared = true;
        objects.Add(key, opened);
        return opened;
    }

    /// <summary>The objects of a type that are open.</summary>
    public IEnumerable<T> All<T>() => objects.Values.OfType<T>();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var one in objects.Values)
        {
            one.IsShared = false;
            one.Dispose();
        }

        objects.Clear();
    }
}
