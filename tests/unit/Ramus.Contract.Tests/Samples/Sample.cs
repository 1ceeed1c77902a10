using System.Text;

namespace Ramus.Contract.Tests.Samples;

/// <summary>The files of tests/golden/contract-0.1.0.</summary>
internal static class Sample
{
    private static readonly string Folder = Find();

    public static ReadOnlyMemory<byte> Read(string file) => File.ReadAllBytes(Path.Combine(Folder, file));

    public static string Text(string file) => Encoding.UTF8.GetString(Read(file).Span);

    private static string Find()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "Operator.sln")))
        {
            directory = Directory.GetParent(directory)?.FullName
                ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is not below the repository");
        }

        return Path.Combine(directory, "tests/golden/contract-0.1.0");
    }
}
