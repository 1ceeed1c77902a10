namespace Ramus.Client.Output;

/// <summary>The output formats of lists.</summary>
internal enum ListFormat
{
    Table,

    /// <summary>The table with more columns.</summary>
    Wide,

    Json,

    Yaml,
}
