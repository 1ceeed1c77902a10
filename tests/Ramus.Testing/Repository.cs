namespace Ramus.Testing;

/// <summary>The checkout from which the tests were built.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    private static string Find()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(directory, "Operator.sln")))
        {
            directory = Directory.GetParent(directory)?.FullName
                ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is not below the repository");
        }

        return directory;
    }
}
