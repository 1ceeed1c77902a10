using System.Text.Json;

namespace Ramus.Client.Output;

/// <summary>Writes a list of items in any format.</summary>
internal static class Listing
{
    private const string None = "<none>";

    /// <summary>The items; without items, a table is one sentence.</summary>
    /// <param name="items">The items.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="format">The format.</param>
    /// <param name="empty">The sentence.</param>
    public static string Of<T>(
        IReadOnlyList<T> items, IReadOnlyList<Column<T>> columns, ListFormat format, string empty)
    {
        if (format is ListFormat.Json or ListFormat.Yaml)
        {
            var json = Json(items, columns);
            return format == ListFormat.Json ? json : YamlText.Of(json);
        }

        var shown = columns.Where(column => format == ListFormat.Wide || !column.IsWide).ToList();
        return items.Count == 0
            ? empty + "\n"
            : TextTable.Of(
                [.. shown.Select(static column => column.Heading)],
                items.Select(IReadOnlyList<string> (item) => [.. shown.Select(column => Shown(column.Text(item)))]));
    }

    private static string Shown(string text) => text.Length > 0 ? text : None;

    private static string Json<T>(IReadOnlyList<T> items, IReadOnlyList<Column<T>> columns) => JsonOutput.Of(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        json.WriteObjects("items", items, (_, item) =>
        {
            foreach (var column in columns)
            {
                Write(json, column, item);
            }
        });
        json.WriteEndObject();
    });

    private static void Write<T>(Utf8JsonWriter json, Column<T> column, T item)
    {
        if (column.List is { } list)
        {
            json.WriteTexts(column.Key, list(item));
            return;
        }

        json.WritePropertyName(column.Key);
        if (column.Number is { } number)
        {
            WriteOrNull(json, number(item), static (json, value) => json.WriteNumberValue(value));
            return;
        }

        if (column.Flag is { } flag)
        {
            WriteOrNull(json, flag(item), static (json, value) => json.WriteBooleanValue(value));
            return;
        }

        json.WriteStringValue(column.Text(item));
    }

    private static void WriteOrNull<T>(Utf8JsonWriter json, T? value, Action<Utf8JsonWriter, T> write)
        where T : struct
    {
        if (value is { } known)
        {
            write(json, known);
            return;
        }

        json.WriteNullValue();
    }
}
