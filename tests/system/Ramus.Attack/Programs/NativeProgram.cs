using System.Runtime.CompilerServices;

namespace Ramus.Attack.Programs;

/// <summary>The released form of the programs, and this checkout.</summary>
internal static class NativeProgram
{
    private static string Root { get; } = Path.GetFullPath(Path.Combine(Folder(), "..", "..", "..", ".."));

    /// <summary>
    /// The path of a program: in RAMUS_BIN if set, otherwise built by `make build`; skips without it.
    /// </summary>
    internal static string Find(string name)
    {
        var folder = Environment.GetEnvironmentVariable("RAMUS_BIN") is { Length: > 0 } chosen
            ? chosen
            : Path.Combine(Root, "artifacts", "bin");
        var path = Path.Combine(folder, name);
        Assert.SkipUnless(File.Exists(path), $"the native binary '{name}' is not built; run `make build` first");
        return path;
    }

    /// <summary>The memory limit of a program in the chart, in bytes.</summary>
    internal static long MemoryLimit(string component)
    {
        var values = File.ReadLines(Path.Combine(Root, "charts", "ramus", "values.yaml"));
        var limit = values
            .SkipWhile(line => line != $"{component}:")
            .First(static line => line.TrimStart().StartsWith("limits:", StringComparison.Ordinal));
        var number = limit[(limit.IndexOf("memory: ", StringComparison.Ordinal) + 8)..];
        return long.Parse(number[..number.IndexOf("Mi", StringComparison.Ordinal)]) * 1024 * 1024;
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
