namespace Ramus.Client.Manifests;

/// <summary>Finds the objects of documents.</summary>
internal static class ManifestObjects
{
    // With aliases, a short text can stand for a long list of lists.
    private const int MostObjects = 200_000;
    private const int MaxDepth = 8;

    /// <summary>The objects in order; a value that is not an object is kept as it is.</summary>
    /// <exception cref="ManifestMistake">There are too many objects.</exception>
    public static IReadOnlyList<ManifestObject> Of(IEnumerable<ManifestValue> roots)
    {
        var objects = new List<ManifestObject>();
        foreach (var root in roots)
        {
            Add(root, objects, depth: 0);
        }

        return objects;
    }

    private static void Add(ManifestValue value, List<ManifestObject> objects, int depth)
    {
        if (objects.Count >= MostObjects || depth > MaxDepth)
        {
            throw new ManifestMistake(
                value.Place, depth > MaxDepth
                    ? $"lists of objects are nested deeper than {MaxDepth} levels"
                    : $"the file has more than {MostObjects} objects");
        }

        var one = new ManifestObject(value);
        if (one.Kind.EndsWith("List", StringComparison.Ordinal) && value.At("items")?.Items is { } items)
        {
            foreach (var item in items)
            {
                Add(item, objects, depth + 1);
            }

            return;
        }

        objects.Add(one);
    }
}
