namespace Architecture.Tests;

/// <summary>
/// Programs that are root on a node open files by Ramus.Linux.Files alone, which waits at no pipe and writes through no
/// link (its HostileFileTests).
/// </summary>
public sealed class FileAccessTests
{
    private static readonly string[] OfTheNode =
    [
        "Ramus.Linux", "Ramus.Cni", "Ramus.Attachers", "Ramus.Attachments", "Ramus.Plugin", "Ramus.Node",
    ];

    private static readonly string[] Methods = ["Read", "Write", "Append", "Open", "Copy", "Create"];
    private static readonly string[] Opening = ["FileStream", "StreamReader", "StreamWriter"];

    // The image's own file, and the installed one once it is known to be a regular file.
    private static readonly string[] Exceptions = ["PluginInstaller.cs: File.OpenRead", "AtomicFile.cs: FileStream"];

    [Fact]
    public void No_program_of_a_node_opens_a_file_in_another_way()
    {
        var found = Repository.Released.Where(project => OfTheNode.Contains(project.Name))
            .SelectMany(project => project.Sources)
            .SelectMany(source => source.CallsOf("File").Where(Opens)
                .Concat(source.News.Where(Opening.Contains))
                .Select(call => $"{Path.GetFileName(source.Path)}: {call}"))
            .Distinct().ToList();

        found.Except(Exceptions).ShouldBeEmpty();
        Exceptions.Except(found).ShouldBeEmpty("these are not needed any more");
    }

    private static bool Opens(string call) =>
        Methods.Any(method => call.StartsWith($"File.{method}", StringComparison.Ordinal))
        && call is not "File.CreateSymbolicLink";
}
