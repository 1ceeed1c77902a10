namespace Ramus.Client.Manifests;

/// <summary>The text of a file, with its lines.</summary>
internal sealed class ManifestFile
{
    private const string SourceMark = "# Source: ";

    private readonly Lazy<int[]> starts;
    private readonly Lazy<List<(int Line, string? Template)>> sources;

    public ManifestFile(string name, string text)
    {
        Name = name;
        Text = text;
        starts = new Lazy<int[]>(() => StartsOf(text));
        sources = new Lazy<List<(int, string?)>>(Sources);
    }

    /// <summary>The name as the user gave it.</summary>
    public string Name { get; }

    public string Text { get; }

    /// <summary>The offset in the text of a place.</summary>
    public int OffsetOf(Place place) =>
        place.Line > starts.Value.Length
            ? Text.Length
            : Math.Min(starts.Value[place.Line - 1] + place.Column - 1, Text.Length);

    /// <summary>The place of an offset in the text.</summary>
    public Place PlaceOf(int offset)
    {
        var found = Array.BinarySearch(starts.Value, offset);
        var line = found >= 0 ? found : ~found - 1;
        return new Place(Name, line + 1, offset - starts.Value[line] + 1);
    }

    /// <summary>The template that Helm rendered into the document at a line; null without Helm's comment.</summary>
    public string? SourceOf(int line)
    {
        var marks = sources.Value;
        var at = marks.FindLastIndex(mark => mark.Line <= line);
        return at < 0 ? null : marks[at].Template;
    }

    // Helm writes the comment between the mark of a document and its first line.
    private List<(int Line, string? Template)> Sources()
    {
        var found = new List<(int, string?)>();
        if (!Text.Contains(SourceMark, StringComparison.Ordinal))
        {
            return found;
        }

        for (var line = 1; line <= starts.Value.Length; line++)
        {
            var end = line < starts.Value.Length ? starts.Value[line] : Text.Length;
            var content = Text.AsSpan(starts.Value[line - 1]..end).TrimEnd();
            if (content.StartsWith("---"))
            {
                found.Add((line, null));
            }
            else if (content.StartsWith(SourceMark, StringComparison.Ordinal))
            {
                found.Add((line, content[SourceMark.Length..].ToString()));
            }
        }

        return found;
    }

    private static int[] StartsOf(string text)
    {
        var starts = new List<int> { 0 };
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0;
            at = text.IndexOf('\n', at + 1))
        {
            starts.Add(at + 1);
        }

        return [.. starts];
    }
}
