namespace Architecture.Tests;

public sealed class SizeTests
{
    private const int MaxLines = 300;
    private const int MaxFunctionLines = 45;
    private const int MaxColumns = 120;

    private static readonly IReadOnlyList<Source> Sources = [.. Repository.All.SelectMany(project => project.Sources)];

    [Fact]
    public void No_file_is_long() =>
        Exceptions.Hold("long-file", Sources
            .Where(source => source.Lines.Count > MaxLines).Select(source => (source.Path, source.Lines.Count)));

    [Fact]
    public void No_function_is_long() =>
        Exceptions.Hold("long-function", Sources.SelectMany(source => source.Functions
            .Where(function => function.Lines > MaxFunctionLines)
            .Select(function => ($"{source.Path}:{function.Name}", function.Lines))));

    [Fact]
    public void No_line_is_wide() =>
        Exceptions.Hold("wide-lines", Sources
            .Select(source => (source.Path, Number: source.LinesWiderThan(MaxColumns).Count()))
            .Where(found => found.Number > 0));
}
