namespace Ramus.Client.Output;

/// <summary>One column of a list.</summary>
/// <param name="Heading">The heading in a table.</param>
/// <param name="Key">The key in JSON and YAML.</param>
/// <param name="Text">The text in a table, and in JSON unless there is another value.</param>
internal sealed record Column<T>(string Heading, string Key, Func<T, string> Text)
{
    /// <summary>Whether only the wide table has the column.</summary>
    public bool IsWide { get; init; }

    /// <summary>The value in JSON, if it is a list.</summary>
    public Func<T, IEnumerable<string>>? List { get; init; }

    /// <summary>The value in JSON, if it is a number; null: unknown.</summary>
    public Func<T, long?>? Number { get; init; }

    /// <summary>The value in JSON, if it is true or false; null: unknown.</summary>
    public Func<T, bool?>? Flag { get; init; }
}
