namespace Ramus.Client.Tests.Try.Seed;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    private static readonly string Root = Find();

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
